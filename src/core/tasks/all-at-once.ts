/**
 * The task "all at once": one network with a head for each target. A film need not have all of them: a missing target
 * is masked and does not count in the loss.
 */
import type { Film } from '../films/film';
import { boxOfficeTargets, type BoxOfficeOptions } from './box-office';
import { genresTargets, type GenresOptions } from './genres';
import type { MoneyOptions } from './money';
import { revenueTargets, scoreTargets } from './regression';
import { scoreBinTargets, type ScoreBinOptions } from './score-bins';
import type { ScoreOptions } from './score-doubts';
import type { Answers, TaskTargets } from './targets';

/** The requested heads, each with its options. */
export interface AllOptions {
  genres?: Partial<GenresOptions>;
  boxOffice?: Partial<BoxOfficeOptions>;
  scoreBins?: Partial<ScoreBinOptions>;
  score?: Partial<ScoreOptions>;
  revenue?: Partial<MoneyOptions>;
}
export type HeadName = keyof AllOptions;

/** As in the single task, but with a target for every film of {@link AllTargets}. */
export interface Head extends Omit<TaskTargets, 'films'> {
  name: HeadName;
  /** 1 if the film has this target, `[films]`; if 0, its target is a meaningless 0. */
  known: Uint8Array;
  knownCount: number;
}

export interface AllTargets {
  /** Films with at least one target, in the order of the input. */
  films: Film[];
  /** Films without any target. */
  without: Film[];
  heads: Head[];
}

/** Each head's `doubts` are about all films, including those that another head keeps. */
export function allTargets(films: readonly Film[], options: AllOptions): AllTargets {
  const tasks = Object.entries(MAKERS).flatMap(([name, make]) => {
    const task = make(films, options);
    return task ? [{ name: name as HeadName, task }] : [];
  });
  const known = new Set(tasks.flatMap(({ task }) => task.films));
  const kept = films.filter((film) => known.has(film));
  const placeOf = new Map(kept.map((film, place) => [film, place]));
  return {
    films: kept,
    without: films.filter((film) => !known.has(film)),
    heads: tasks.map(({ name, task: { films: own, ...task } }) => {
      const places = own.map((film) => placeOf.get(film) ?? -1);
      const mask = new Uint8Array(kept.length);
      for (const place of places) mask[place] = 1;
      const answers = spread(task.answers, places, kept.length);
      return { ...task, name, answers, known: mask, knownCount: own.length };
    }),
  };
}

const MAKERS: Record<HeadName, (films: readonly Film[], options: AllOptions) => TaskTargets | undefined> = {
  genres: (films, { genres }) => genres && genresTargets(films, genres),
  boxOffice: (films, { boxOffice }) => boxOffice && boxOfficeTargets(films, boxOffice),
  scoreBins: (films, { scoreBins }) => scoreBins && scoreBinTargets(films, scoreBins),
  score: (films, { score }) => score && scoreTargets(films, score),
  revenue: (films, { revenue }) => revenue && revenueTargets(films, revenue),
};

/** The same answers at the positions of their films, 0 elsewhere. */
function spread(answers: Answers, places: readonly number[], films: number): Answers {
  if (answers.kind === 'class') {
    const values = new Int32Array(films);
    for (const [at, place] of places.entries()) values[place] = answers.values[at];
    return { ...answers, values };
  }
  if (answers.kind === 'value') {
    const values = new Float64Array(films);
    for (const [at, place] of places.entries()) values[place] = answers.values[at];
    return { ...answers, values };
  }
  const width = answers.names.length;
  const values = new Uint8Array(films * width);
  for (const [at, place] of places.entries())
    values.set(answers.values.subarray(at * width, (at + 1) * width), place * width);
  return { ...answers, values };
}
