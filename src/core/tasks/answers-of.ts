/**
 * Applies a recipe's task to films: the films with an answer, the network's heads, and the answers as one matrix. All
 * tasks give this same form, so that planning and training need not distinguish them.
 */
import type { Film } from '../films/film';
import { meanBaseline } from '../metrics/constant-baselines';
import { columnCount, HEAD_TITLES, placeHeads, type Head } from '../heads';

import { allTargets, type AllOptions, type HeadName } from './all-at-once';
import { boxOfficeTargets } from './box-office';
import { classTargets } from './class-targets';
import { genreTargets } from './genre';
import { genresTargets } from './genres';
import { revenueTargets, scoreTargets } from './regression';
import { scoreBinTargets } from './score-bins';
import type { Answers, TaskTargets } from './targets';
import type { Task } from './task';

/** How the answers to one head are distributed over the films that have one. */
export interface HeadDistribution {
  /** Classes, labels, or bins of a value. */
  bars: { name: string; films: number }[];
  known: number;
  /** The figures of a constant answer on these films; for a value, of the mean, with its standard deviation. */
  baseline:
    | { kind: 'class'; name: string; accuracy: number }
    | { kind: 'labels'; names: string[]; binaryAccuracy: number }
    | { kind: 'value'; mean: number; deviation: number };
}

/** A reason to leave films out of a task, and the number of films it applies to. */
export interface DoubtCount {
  /** Index into the heads. */
  head: number;
  id: string;
  description: string;
  films: number;
  /** False if the person chose to keep them. */
  leftOut: boolean;
}

export interface TaskAnswers {
  /** Films with at least one answer, in the order of the input. */
  films: Film[];
  heads: Head[];
  /** `[films, columns]`, row-major, columns as in `placeHeads`; NaN if a film has no answer. */
  answers: Float32Array;
  distributions: HeadDistribution[];
  doubts: DoubtCount[];
  /** Sentences for people. */
  warnings: string[];
}

type HeadTask = Head['task'];

/** One head's targets. If `known` is given, `answers` covers all films and is valid where it is 1. */
interface HeadTargets extends Omit<TaskTargets, 'films' | 'baseline'> {
  task: HeadTask;
  known?: Uint8Array;
}

const TASK_OF: Record<HeadName, HeadTask> = {
  genres: 'genres',
  boxOffice: 'box-office',
  scoreBins: 'score-bins',
  score: 'score',
  revenue: 'revenue',
};

/** @throws OnesheetError `recipe-invalid` for invalid bins. */
export function answersOf(films: readonly Film[], task: Task): TaskAnswers {
  const { kept, heads } = task.kind === 'all' ? allHeads(films, task) : oneHead(films, task);
  const made = heads.map(headOf);
  return {
    films: kept,
    heads: made,
    answers: matrixOf(heads, made, kept.length),
    distributions: heads.map(distributionOf),
    doubts: heads.flatMap(({ doubts }, head) =>
      doubts.map(({ id, description, films: concerned, leftOut }) => ({
        head,
        id,
        description,
        films: concerned.length,
        leftOut,
      })),
    ),
    warnings: heads.flatMap(({ warnings }) => warnings),
  };
}

function oneHead(
  films: readonly Film[],
  task: Exclude<Task, { kind: 'all' }>,
): { kept: Film[]; heads: HeadTargets[] } {
  const { films: kept, ...targets } = singleTargets(films, task);
  return { kept, heads: [{ ...targets, task: task.kind }] };
}

function singleTargets(films: readonly Film[], task: Exclude<Task, { kind: 'all' }>): TaskTargets {
  switch (task.kind) {
    case 'genre': {
      const { classNames, chosen, warnings } = genreTargets(films, task);
      const asked = {
        films: chosen.map(({ film }) => film),
        answers: chosen.map(({ target }) => target),
        doubts: [],
      };
      return { ...classTargets(asked, classNames), warnings };
    }
    case 'genres':
      return genresTargets(films, task);
    case 'box-office':
      return boxOfficeTargets(films, task);
    case 'score-bins':
      return scoreBinTargets(films, task);
    case 'score':
      return scoreTargets(films, task);
    // the last kind: any other would not fit its type here
    default:
      return revenueTargets(films, task);
  }
}

function allHeads(
  films: readonly Film[],
  task: Extract<Task, { kind: 'all' }>,
): { kept: Film[]; heads: HeadTargets[] } {
  const { kind: _, ...wanted } = task;
  const options = Object.fromEntries(
    Object.entries(wanted).filter(([, settings]) => settings !== null),
  ) as AllOptions;
  const found = allTargets(films, options);
  return {
    kept: found.films,
    heads: found.heads.map(({ name, ...targets }) => ({
      ...targets,
      task: TASK_OF[name],
    })),
  };
}

function headOf({ task, answers }: HeadTargets): Head {
  return {
    task,
    kind: answers.kind,
    title: HEAD_TITLES[task],
    names: answers.kind === 'value' ? [answers.name] : answers.names,
    unit: answers.kind === 'value' ? answers.unit : null,
  };
}

function matrixOf(targets: readonly HeadTargets[], heads: readonly Head[], films: number): Float32Array {
  const width = columnCount(heads);
  const matrix = new Float32Array(films * width);
  for (const [at, { column, columns }] of placeHeads(heads).entries()) {
    const { answers, known } = targets[at];
    for (let film = 0; film < films; film++)
      for (let k = 0; k < columns; k++)
        matrix[film * width + column + k] =
          known && known[film] === 0 ? Number.NaN : answers.values[film * columns + k];
  }
  return matrix;
}

function distributionOf({ answers, known, distribution }: HeadTargets): HeadDistribution {
  const width = answers.kind === 'labels' ? answers.names.length : 1;
  const films = width === 0 ? 0 : answers.values.length / width;
  const count = known ? known.reduce((sum, flag) => sum + flag, 0) : films;
  return { bars: distribution, known: count, baseline: baselineOf(answers, known, distribution, count) };
}

function baselineOf(
  answers: Answers,
  known: Uint8Array | undefined,
  bars: readonly { name: string; films: number }[],
  count: number,
): HeadDistribution['baseline'] {
  if (answers.kind === 'value') {
    const values = answers.values.filter((_, film) => known?.[film] !== 0);
    const { mean, rootMeanSquaredError } = meanBaseline(values);
    return { kind: 'value', mean, deviation: rootMeanSquaredError };
  }
  if (answers.kind === 'labels') {
    // labels are independent: predict each for all films if at least half have it, otherwise for none
    const shares = bars.map((bar) => bar.films / count);
    const right = shares.reduce((sum, share) => sum + Math.max(share, 1 - share), 0) / shares.length;
    const names = bars.filter((_, label) => shares[label] >= 0.5).map(({ name }) => name);
    return { kind: 'labels', names, binaryAccuracy: right };
  }
  const most = bars.reduce((best, bar) => (bar.films > best.films ? bar : best), { name: '', films: 0 });
  return { kind: 'class', name: most.name, accuracy: most.films / count };
}
