/**
 * The charts drawn with recharts, and what belongs to them. Importing from here loads recharts, 115 kB; what is drawn
 * without it (heatmap, probability bars) is imported from its own file.
 */
export { niceDomain, type Domain } from './axis-scale';
export type { Point, Series } from './curves';
export { Histogram } from './Histogram';
export { LineChart, type LineChartProps } from './LineChart';
export type { ParallelAxis, ParallelLine } from './parallel-layout';
export { ParallelCoordinates, type ParallelCoordinatesProps } from './ParallelCoordinates';
export { ReliabilityChart } from './ReliabilityChart';
export { ScatterPlot } from './ScatterPlot';
export { TableToggle } from './TableToggle';
