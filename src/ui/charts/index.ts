/** The charts by name. */
export { ConfusionHeatmap, type Cell, type HeatmapBy } from './ConfusionHeatmap';
export { LabelBars } from './LabelBars';
export { ParallelCoordinates, type ParallelCoordinatesProps } from './ParallelCoordinates';
export type { ParallelAxis, ParallelLine } from './parallel-layout';
export { LineChart, type LineChartProps } from './LineChart';
export type { Point, Series } from './line-chart-layout';
export { ProbabilityBars } from './ProbabilityBars';
export { ScatterPlot } from './ScatterPlot';
