/**
 * What a generated poster is, before a single pixel of it: film, composition, colours, lettering, wear. The
 * same seed makes the same specifications on every machine; drawing them is the work of `sample/drawing`.
 */
import type { FilmFacts } from './film-facts';
import type { ArchetypeId, SampleGenre } from './genres';
import type { Scheme, Tone } from './palettes';

/** How the title is cut. */
export const LETTERINGS = [
  'cut-paper',
  'poster',
  'deco',
  'slab',
  'rounded',
  'stencil',
  'inline',
  'serif',
  'italic',
] as const;
export type Lettering = (typeof LETTERINGS)[number];

/** Where the title stands; the picture takes the rest. */
export const TITLE_PLACES = ['top', 'bottom', 'band', 'corner'] as const;
export type TitlePlace = (typeof TITLE_PLACES)[number];

/** What time and the printer did to the sheet. */
export interface Wear {
  /** Strength of the paper's grain, 0 to 1. */
  grain: number;
  halftone: boolean;
  folds: boolean;
  scratches: boolean;
  /** Darkening towards the edges, 0 to 1. */
  vignette: number;
  frame: 'none' | 'line' | 'margin';
  /** The inks missed each other by so many pixels. */
  misprint: number;
}

export interface PosterSpec {
  /** Running number, 0 for the first. */
  index: number;
  /** The poster's path in the sample, and in the table behind a slash: `generated-0001.jpg`. */
  file: string;
  title: string;
  /** The first is the class. */
  genres: string[];
  genre: SampleGenre;
  facts: FilmFacts;
  tagline: string;
  stars: string[];
  credits: string[];
  archetype: ArchetypeId;
  /** A genre of the sample that lends a small motif to the picture, or null. */
  motif: SampleGenre | null;
  tone: Tone;
  paletteId: string;
  scheme: Scheme;
  lettering: Lettering;
  place: TitlePlace;
  /** Radians by which the title leans. */
  tilt: number;
  mirrored: boolean;
  wear: Wear;
  /** Seeds what the drawing leaves to chance. */
  seed: number;
}
