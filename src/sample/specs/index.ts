export { GENERATED_SAMPLE } from './notes';
export { makeSpecs } from './make-specs';
export { sampleTable, TMDB_COLUMNS } from './sample-table';
export { SAMPLE_GENRES, type ArchetypeId, type SampleGenre } from './genres';
export { contrast, luminance, mix, rgbOf, type Scheme, type Tone } from './palettes';
export type { Lettering, PosterSpec, TitlePlace, Wear } from './poster-spec';
export { breakTitle, isSmallLine } from './break-title';
