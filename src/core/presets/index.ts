/** Presets by name. */
export { findRun, presetById, PRESETS } from './all';
export { differenceText, differenceUnit, figureText, figureTitle, publishedText } from './figure-text';
export { metricFacts, METRICS, type MetricFacts, type MetricId } from './metrics';
export type { Preset, PresetRun, PublishedFigure } from './preset';
export { sourceText, WRITE_UPS, type WriteUp, type WriteUpId } from './write-ups';
