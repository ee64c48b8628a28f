/**
 * The cleaning rules, in the order in which the page lists them. Recipes store their keys, so never change a key. To
 * add a rule, add an entry here; a number that it compares with goes into `measures.ts`.
 */
import { isBlank } from '../pixels/blank';
import { isGreyscale } from '../pixels/greyscale';
import { isLowResolution } from '../pixels/low-resolution';
import { defaultMeasures, MEASURES, type Measures } from './measures';
import type { Rule } from './rule';

/**
 * What Python's `\W` matches: everything except letters, numbers of any script and the underscore (`str.isalnum() or
 * '_'`: categories L, Nd, Nl, No). Combining marks match, as in Python.
 */
const NOT_A_WORD = /[^\p{L}\p{N}_]/gu;

const TABLE = {
  'blank-title': {
    title: 'Blank title',
    description: 'The title contains no letter, digit or underscore of any script.',
    needs: 'title',
    judge: () => (film) => film.title.replace(NOT_A_WORD, '') === '',
  },
  'no-genre': {
    title: 'No genre',
    description: 'The list of genres is empty.',
    needs: 'genres',
    judge: () => (film) => film.genres.length === 0,
  },
  'no-poster-path': {
    title: 'No poster path',
    description: 'The table names no poster.',
    needs: 'posterPath',
    judge: () => (film) => film.posterPath === null,
  },
  'budget-missing': {
    title: 'Budget missing',
    description: 'The table does not give the budget; a budget of 0 is kept.',
    needs: 'budget',
    judge: () => (film) => film.budget === null,
  },
  'revenue-missing': {
    title: 'Revenue missing',
    description: 'The table does not give the revenue; a revenue of 0 is kept.',
    needs: 'revenue',
    judge: () => (film) => film.revenue === null,
  },
  adult: {
    title: 'For adults',
    description: 'The table marks the film as adult; films without a mark are kept.',
    needs: null,
    judge: () => (film) => film.adult === true,
  },
  'no-date': {
    title: 'No date',
    description: 'The table gives neither the release date nor the year.',
    needs: 'releaseDate',
    judge: () => (film) => film.releaseDate === null && film.year === null,
  },
  /** Write-up D uses 1980. */
  'before-year': {
    title: 'Before a year',
    description: 'The film was released before the chosen year; films of unknown year are kept.',
    needs: null,
    controls: [
      {
        label: 'Year',
        measure: MEASURES.year,
        value: ({ year }) => year,
        change: (_, year) => ({ year }),
      },
    ],
    judge:
      ({ year }) =>
      (film) =>
        film.year !== null && film.year < year,
  },
  /** Write-up C keeps the first film of each title. */
  'repeated-title': {
    title: 'Repeated title',
    description: 'An earlier film has exactly the same title; it is kept, and this one is not.',
    needs: null,
    judge: () => {
      const seen = new Set<string>();
      return ({ title }) => {
        const repeated = seen.has(title);
        seen.add(title);
        return repeated;
      };
    },
  },
  'repeated-id': {
    title: 'Repeated id',
    description: 'An earlier film has the same TMDb id or IMDb id; it is kept, and this one is not.',
    needs: null,
    judge: () => {
      const seen = new Set<string>();
      return ({ tmdbId, imdbId }) => {
        const ids = [
          tmdbId === null ? null : `tmdb:${tmdbId}`,
          imdbId === null ? null : `imdb:${imdbId}`,
        ].filter((id) => id !== null);
        const repeated = ids.some((id) => seen.has(id));
        for (const id of ids) seen.add(id);
        return repeated;
      };
    },
  },
  /** Write-up D. */
  greyscale: {
    title: 'Greyscale poster',
    description: 'Hardly any pixel of the poster has colour.',
    needs: null,
    ofPoster: true,
    controls: [
      {
        label: 'Coloured pixels at most',
        measure: MEASURES.greyscale.share,
        value: ({ greyscale }) => greyscale.share,
        change: (_, share) => ({ greyscale: { share } }),
        percent: true,
        step: 0.5,
        unit: '%',
      },
    ],
    judge:
      ({ greyscale: { share } }, factsOf) =>
      (film) => {
        const facts = factsOf(film);
        return facts !== null && isGreyscale(facts, share);
      },
  },
  /** The rule that write-up D proposes as a next step. */
  'low-resolution': {
    title: 'Low resolution',
    description: 'The poster is narrower or shorter than the chosen minimum.',
    needs: null,
    ofPoster: true,
    controls: [
      {
        label: 'Least width',
        measure: MEASURES.resolution.width,
        value: ({ resolution }) => resolution.width,
        change: ({ resolution }, width) => ({ resolution: { ...resolution, width } }),
        unit: 'px',
      },
      {
        label: 'Least height',
        measure: MEASURES.resolution.height,
        value: ({ resolution }) => resolution.height,
        change: ({ resolution }, height) => ({ resolution: { ...resolution, height } }),
        unit: 'px',
      },
    ],
    judge:
      ({ resolution }, factsOf) =>
      (film) => {
        const facts = factsOf(film);
        return facts !== null && isLowResolution(facts, resolution);
      },
  },
  'blank-poster': {
    title: 'Blank poster',
    description:
      'The picture is nearly all one colour or one brightness, like a title card made in place of a poster.',
    needs: null,
    ofPoster: true,
    controls: [
      {
        label: 'Brightness spread below',
        measure: MEASURES.blank.deviation,
        value: ({ blank }) => blank.deviation,
        change: ({ blank }, deviation) => ({ blank: { ...blank, deviation } }),
        step: 0.5,
      },
      {
        label: 'or one colour from',
        measure: MEASURES.blank.mainColourShare,
        value: ({ blank }) => blank.mainColourShare,
        change: ({ blank }, mainColourShare) => ({ blank: { ...blank, mainColourShare } }),
        percent: true,
        step: 0.5,
        unit: '%',
      },
    ],
    judge:
      ({ blank }, factsOf) =>
      (film) => {
        const facts = factsOf(film);
        return facts !== null && isBlank(facts, blank);
      },
  },
} satisfies Record<string, Rule>;

export type CleaningRuleId = keyof typeof TABLE;
export const RULES: Readonly<Record<CleaningRuleId, Rule>> = TABLE;

/** In table order. */
export const CLEANING_RULES = Object.keys(RULES) as CleaningRuleId[];

/** The cleaning part of a recipe: which rules leave films out, in which order, and the measures that they use. */
export interface CleaningSettings extends Measures {
  rules: CleaningRuleId[];
}

/** The rules of write-up A, which a new recipe starts with. */
export const DEFAULT_RULES: readonly CleaningRuleId[] = [
  'blank-title',
  'no-genre',
  'no-poster-path',
  'budget-missing',
  'revenue-missing',
];

/** True if both settings leave out the same films: the same rules in the same order with the same measures. */
export function sameCleaning(one: CleaningSettings, other: CleaningSettings): boolean {
  const named = (settings: CleaningSettings) =>
    JSON.stringify([settings.rules, Object.keys(MEASURES).map((name) => settings[name as keyof Measures])]);
  return one === other || named(one) === named(other);
}

/** The default measures with the given rules. */
export function cleaningWith(rules: readonly CleaningRuleId[]): CleaningSettings {
  return { ...defaultMeasures(), rules: [...rules] };
}
