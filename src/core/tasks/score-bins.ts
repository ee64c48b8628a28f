/** The task "score in bins": a film's class is the interval that contains its score. */
import { OnesheetError } from '../errors';
import type { Film } from '../films/film';
import { askFilms } from './ask';
import { classTargets } from './class-targets';
import { DEFAULT_SCORE, scoreDoubt, scoreReasons, type ScoreOptions } from './score-doubts';
import type { ClassTargets } from './targets';

export interface ScoreBinOptions extends ScoreOptions {
  /** Ascending. Each bin includes its lower edge; the last one includes both. */
  edges: readonly number[];
}

/** The bins of write-up B. */
export const DEFAULT_SCORE_BINS: ScoreBinOptions = { ...DEFAULT_SCORE, edges: [0, 2, 4, 6, 8, 10] };

/**
 * Bins as in `numpy.histogram`. Scores outside all of them are left out.
 * @throws OnesheetError `recipe-invalid` for fewer than two bins, or edges that do not ascend.
 */
export function scoreBinTargets(
  films: readonly Film[],
  options: Partial<ScoreBinOptions> = {},
): ClassTargets {
  const all = { ...DEFAULT_SCORE_BINS, ...options };
  const { edges } = all;
  refuseEdges(edges);
  const last = edges[edges.length - 1];
  const outside = {
    id: 'score-outside',
    description: `The score is not between ${edges[0]} and ${last}.`,
    leftOut: true,
  };
  const asked = askFilms(films, [...scoreReasons(all), outside], (film) => {
    const doubt = scoreDoubt(film, all);
    const bin = film.voteAverage === null ? null : binOf(film.voteAverage, edges);
    // an unrated film that is kept may be outside all bins, which then takes precedence
    const settled = doubt === null || (doubt === 'unrated' && all.leastVotes === 0);
    return { target: bin, doubt: bin === null && settled ? outside.id : doubt };
  });
  const names = edges.slice(1).map((to, bin) => `[${edges[bin]}, ${to}${to === last ? ']' : ')'}`);
  return classTargets(asked, names);
}

/** null outside all bins. */
export function binOf(value: number, edges: readonly number[]): number | null {
  const last = edges.length - 1;
  if (value === edges[last]) return last - 1;
  const above = edges.findIndex((edge) => value < edge);
  return above > 0 ? above - 1 : null;
}

function refuseEdges(edges: readonly number[]): void {
  if (edges.length > 2 && edges.every((edge, at) => at === 0 || edge > edges[at - 1])) return;
  throw new OnesheetError(
    'recipe-invalid',
    `The edges ${edges.join(', ')} do not make bins.`,
    'Enter at least three numbers in increasing order.',
    { where: { workspace: 'prepare', control: 'task' } },
  );
}
