export { GENERATED_SAMPLE } from './notes';
export { makeSpecs } from './make-specs';
export { sampleTable } from './sample-table';
export type { ArchetypeId, SampleGenre } from './genres';
export { contrast, luminance, type Scheme } from './palettes';
export type { Lettering, PosterSpec } from './poster-spec';
export { breakTitle, isSmallLine } from './break-title';
