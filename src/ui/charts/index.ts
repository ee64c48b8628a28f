/** The charts by name. */
export { ConfusionHeatmap, type Cell, type HeatmapBy } from './ConfusionHeatmap';
export { LabelBars } from './LabelBars';
export { ParallelCoordinates, type ParallelCoordinatesProps } from './ParallelCoordinates';
export type { ParallelAxis, ParallelLine } from './parallel-layout';
export { LineChart, type LineChartProps } from './LineChart';
export type { Point, Series } from './curves';
export { Histogram } from './Histogram';
export { ProbabilityBars } from './ProbabilityBars';
export { ReliabilityChart } from './ReliabilityChart';
export { ScatterPlot } from './ScatterPlot';
export { TableToggle } from './TableToggle';
export { niceDomain, type Domain } from './axis-scale';
