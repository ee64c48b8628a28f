/** Presets by name. */
export { findRun, presetById, PRESETS } from './all';
export { figureTitle, publishedText } from './figure-text';
export type { Preset, PresetRun, PublishedFigure } from './preset';
export { sourceText, WRITE_UPS, type WriteUp, type WriteUpId } from './write-ups';
