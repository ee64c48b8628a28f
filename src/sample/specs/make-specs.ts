/**
 * seed → the specifications of a whole sample. Genres tend towards certain compositions, colours and lettering, but
 * none is exclusive: about one poster in twenty takes its composition from another genre, as with real films.
 */
import { Random } from '../../core/random';
import { inventFacts } from './film-facts';
import {
  ARCHETYPES,
  COMPANIONS,
  FAVOURITE_PALETTES,
  SAMPLE_GENRES,
  TONE_WEIGHTS,
  type SampleGenre,
} from './genres';
import { inventPerson, inventTagline, inventTitle } from './invent';
import { makeScheme, PALETTES, TONES, type Palette } from './palettes';
import { LETTERINGS, TITLE_PLACES, type Lettering, type PosterSpec, type Wear } from './poster-spec';

/** Share of posters whose composition comes from another genre. */
const BORROWED_SHARE = 0.05;
/** Share of posters with a small motif of another genre. */
const MOTIF_SHARE = 0.22;
/** How much more often a genre uses its favourites. */
const FAVOUR = 4;

const FAVOURITE_LETTERINGS: Record<SampleGenre, readonly Lettering[]> = {
  Horror: ['cut-paper', 'serif'],
  Romance: ['italic', 'deco', 'serif'],
  Western: ['slab', 'stencil'],
  'Science Fiction': ['deco', 'inline', 'poster'],
  Comedy: ['rounded', 'cut-paper'],
  Crime: ['poster', 'stencil', 'cut-paper'],
};

function weighted<T>(random: Random, items: readonly T[], weight: (item: T) => number): T {
  const total = items.reduce((sum, item) => sum + weight(item), 0);
  let left = random.uniform() * total;
  return items.find((item) => (left -= weight(item)) < 0) ?? items[items.length - 1];
}

function pickPalette(genre: SampleGenre, random: Random): Palette {
  return weighted(random, PALETTES, ({ id }) => (FAVOURITE_PALETTES[genre].includes(id) ? FAVOUR : 1));
}

function pickWear(random: Random): Wear {
  return {
    grain: random.between(0.08, 0.36),
    halftone: random.uniform() < 0.22,
    folds: random.uniform() < 0.25,
    scratches: random.uniform() < 0.2,
    vignette: random.uniform() < 0.4 ? random.between(0.1, 0.45) : 0,
    frame: random.pick(['none', 'none', 'line', 'margin', 'margin'] as const),
    misprint: random.uniform() < 0.3 ? random.between(0.6, 1.6) : 0,
  };
}

function pickGenres(genre: SampleGenre, random: Random): string[] {
  const draw = random.uniform();
  const first = random.pick(COMPANIONS[genre]);
  if (draw < 0.3) return [genre];
  const second = random.pick(COMPANIONS[genre]);
  return draw < 0.75 || second === first ? [genre, first] : [genre, first, second];
}

function isSampleGenre(name: string): name is SampleGenre {
  return name in ARCHETYPES;
}

/** Another genre of the sample; one that the film also lists, if there is one. */
function neighbourOf(genre: SampleGenre, genres: readonly string[], random: Random): SampleGenre {
  const listed = genres.slice(1).filter(isSampleGenre);
  return listed.length > 0 ? listed[0] : random.pick(SAMPLE_GENRES.filter((other) => other !== genre));
}

function inventUnused(genre: SampleGenre, random: Random, used: Set<string>): string {
  let title = inventTitle(genre, random);
  while (used.has(title)) title = inventTitle(genre, random);
  used.add(title);
  return title;
}

function makeSpec(seed: number, index: number, genre: SampleGenre, titles: Set<string>): PosterSpec {
  const random = new Random(seed, `sample poster ${index}`);
  const genres = pickGenres(genre, random);
  const neighbour = neighbourOf(genre, genres, random);
  const composedBy = random.uniform() < BORROWED_SHARE ? neighbour : genre;
  const palette = pickPalette(genre, random);
  const tone = weighted(random, TONES, (each) => TONE_WEIGHTS[genre][each]);
  const favourites = FAVOURITE_LETTERINGS[genre];
  const stars = [inventPerson(random), inventPerson(random)];
  return {
    index,
    file: `generated-${String(index + 1).padStart(4, '0')}.jpg`,
    title: inventUnused(genre, random, titles),
    genres,
    genre,
    facts: inventFacts(genre, random),
    tagline: inventTagline(genre, random),
    stars,
    credits: Array.from({ length: 6 }, () => inventPerson(random)),
    archetype: random.pick(ARCHETYPES[composedBy]),
    motif: composedBy === genre ? (random.uniform() < MOTIF_SHARE ? neighbour : null) : genre,
    tone,
    paletteId: palette.id,
    scheme: makeScheme(palette, tone, random),
    lettering: weighted(random, LETTERINGS, (each) => (favourites.includes(each) ? FAVOUR : 1)),
    place: random.pick(TITLE_PLACES),
    tilt: random.uniform() < (genre === 'Comedy' ? 0.5 : 0.15) ? random.between(-0.16, 0.16) : 0,
    mirrored: random.uniform() < 0.5,
    wear: pickWear(random),
    seed: random.uint32(),
  };
}

/**
 * Specifications of `count` posters, distributed over the genres as evenly as possible, in shuffled order.
 * @param seed 0 to 2³² − 1. The same seed and count give the same specifications.
 */
export function makeSpecs(seed: number, count: number): PosterSpec[] {
  const genres = Array.from({ length: count }, (_, i) => SAMPLE_GENRES[i % SAMPLE_GENRES.length]);
  new Random(seed, 'sample order').shuffle(genres);
  const titles = new Set<string>();
  return genres.map((genre, index) => makeSpec(seed, index, genre, titles));
}
