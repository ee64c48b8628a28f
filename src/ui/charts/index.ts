/** The charts by name. */
export { ConfusionHeatmap, type Cell, type HeatmapBy } from './ConfusionHeatmap';
export { LineChart, type LineChartProps } from './LineChart';
export type { Point, Series } from './line-chart-layout';
export { ProbabilityBars } from './ProbabilityBars';
