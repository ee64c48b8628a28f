/**
 * Everything about a generated poster except its pixels: film, composition, colours, lettering, wear. The same seed
 * makes the same specifications on every machine; `sample/drawing` draws them.
 */
import type { FilmFacts } from './film-facts';
import type { ArchetypeId, SampleGenre } from './genres';
import type { Scheme, Tone } from './palettes';

/** The style of the title's letters. */
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

/** Where the title is; the picture takes the rest. */
export const TITLE_PLACES = ['top', 'bottom', 'band', 'corner'] as const;
export type TitlePlace = (typeof TITLE_PLACES)[number];

/** The effects of time and printing on the sheet. */
export interface Wear {
  /** Strength of the paper's grain, 0 to 1. */
  grain: number;
  halftone: boolean;
  folds: boolean;
  scratches: boolean;
  /** Darkening towards the edges, 0 to 1. */
  vignette: number;
  frame: 'none' | 'line' | 'margin';
  /** Misregistration of the inks, in pixels. */
  misprint: number;
}

export interface PosterSpec {
  /** Running number, from 0. */
  index: number;
  /** The poster's path in the sample, and after a slash in the table: `generated-0001.jpg`. */
  file: string;
  title: string;
  /** The first one is the class. */
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
  /** Rotation of the title in radians. */
  tilt: number;
  mirrored: boolean;
  wear: Wear;
  /** Seed of the random details of the drawing. */
  seed: number;
}
