/** The genres of the generated sample and their usual compositions, with TMDb's own names and numbers. */
import type { Tone } from './palettes';

export const ARCHETYPES = {
  Horror: ['lone-house', 'staring-eye', 'grasping-hand', 'bare-forest', 'open-door'],
  Romance: ['two-profiles', 'umbrella-pair', 'great-heart', 'moonlit-boat', 'flowers'],
  Western: ['mesa-rider', 'duel', 'hat-portrait', 'cactus-sun', 'railway'],
  'Science Fiction': ['ringed-planet', 'rocket', 'grid-horizon', 'visor-portrait', 'beam'],
  Comedy: ['big-face', 'tumbling-feet', 'face-grid', 'overloaded-car', 'balloons'],
  Crime: ['street-lamp', 'blinds', 'city-slant', 'spiral-stairs', 'playing-card'],
} as const;

export type SampleGenre = keyof typeof ARCHETYPES;
export type ArchetypeId = (typeof ARCHETYPES)[SampleGenre][number];

export const SAMPLE_GENRES = Object.keys(ARCHETYPES) as SampleGenre[];

/** TMDb's numbers for genres, including those that are only listed second. */
export const GENRE_IDS: Record<string, number> = {
  Horror: 27,
  Romance: 10749,
  Western: 37,
  'Science Fiction': 878,
  Comedy: 35,
  Crime: 80,
  Drama: 18,
  Adventure: 12,
  Thriller: 53,
  Mystery: 9648,
  Action: 28,
  Fantasy: 14,
};

/** Genres that may be listed second; more repetitions make one more likely. Those of the sample lend a motif. */
export const COMPANIONS: Record<SampleGenre, readonly string[]> = {
  Horror: ['Thriller', 'Mystery', 'Science Fiction', 'Comedy', 'Drama'],
  Romance: ['Drama', 'Drama', 'Comedy', 'Crime', 'Western'],
  Western: ['Action', 'Adventure', 'Drama', 'Romance', 'Crime'],
  'Science Fiction': ['Adventure', 'Action', 'Horror', 'Thriller', 'Comedy'],
  Comedy: ['Romance', 'Drama', 'Crime', 'Western', 'Fantasy'],
  Crime: ['Thriller', 'Drama', 'Mystery', 'Horror', 'Romance'],
};

/** Relative frequency of each tone: a tendency, not a distinguishing mark. */
export const TONE_WEIGHTS: Record<SampleGenre, Record<Tone, number>> = {
  Horror: { night: 5, day: 2, flood: 3 },
  Romance: { night: 2, day: 4, flood: 4 },
  Western: { night: 2, day: 4, flood: 4 },
  'Science Fiction': { night: 5, day: 2, flood: 3 },
  Comedy: { night: 2, day: 4, flood: 4 },
  Crime: { night: 4, day: 3, flood: 3 },
};

/** Palettes that a genre uses about four times as often as the others. */
export const FAVOURITE_PALETTES: Record<SampleGenre, readonly string[]> = {
  Horror: ['blood', 'absinthe', 'graphite'],
  Romance: ['rose', 'plum', 'magenta'],
  Western: ['ochre', 'sand', 'vermilion'],
  'Science Fiction': ['ultramarine', 'teal', 'midnight'],
  Comedy: ['tangerine', 'cobalt-lemon', 'cyan-red'],
  Crime: ['midnight', 'graphite', 'mustard'],
};
