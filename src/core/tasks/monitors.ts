/**
 * Which figures a task's training may look at, and what they are called. A figure belongs to a kind of head; of several
 * heads it is measured on the first that has it. `ml/training/monitor.ts` computes them.
 */
import { MONITORS, type Monitor } from '../recipe/optimisation';
import { METRICS } from '../presets/metrics';
import type { Task } from './task';
import { HEAD_TITLES, type Head } from '../heads';

/** Kinds of heads of which each figure can be measured; the loss is of all heads together. */
export const MONITOR_KINDS = {
  'log-loss': ['class', 'labels'],
  accuracy: ['class', 'labels'],
  'top-3': ['class'],
  'balanced-accuracy': ['class'],
  'macro-f1': ['class', 'labels'],
  'micro-f1': ['class', 'labels'],
  'exact-match': ['class', 'labels'],
  'any-match': ['labels'],
  'hamming-loss': ['labels'],
  'mean-average-precision': ['labels'],
  'mean-auc': ['labels'],
  'mean-absolute-error': ['value'],
  'root-mean-squared-error': ['value'],
  r2: ['value'],
  spearman: ['value'],
} as const satisfies Record<Exclude<Monitor, 'loss'>, readonly Head['kind'][]>;

/** A head that a task will have, as far as that is known before there are films. */
interface TaskHead {
  task: Head['task'];
  kind: Head['kind'];
  /** Of a class. */
  classes: number;
}

/**
 * What a figure is called, as a comparison calls it: "mAP", and "Genres: mAP" where the task has several heads.
 * Null where no head of this task has it.
 */
export function monitorTitle(metric: Monitor, task: Task): string | null {
  if (metric === 'loss') return 'Validation loss';
  const heads = headsOf(task);
  const head = measuredOn(metric, heads);
  if (!head) return null;
  const title = titleOf(metric, head);
  return heads.length > 1 ? `${HEAD_TITLES[head.task]}: ${title}` : title;
}

/** The figures worth choosing of a task, the loss first: those that it has, and that differ from epoch to epoch. */
export function monitorsOf(task: Task): Monitor[] {
  const heads = headsOf(task);
  return (Object.keys(MONITORS) as Monitor[]).filter((metric) => {
    if (metric === 'loss') return true;
    const head = measuredOn(metric, heads);
    return head !== undefined && saysMore(metric, head);
  });
}

function measuredOn(metric: Exclude<Monitor, 'loss'>, heads: readonly TaskHead[]): TaskHead | undefined {
  const kinds: readonly Head['kind'][] = MONITOR_KINDS[metric];
  return heads.find(({ kind }) => kinds.includes(kind));
}

/** With three classes or fewer every answer is among the first three; of one class a film, two are the accuracy. */
function saysMore(metric: Monitor, { kind, classes }: TaskHead): boolean {
  if (kind !== 'class') return true;
  if (metric === 'top-3') return classes > 3;
  return metric !== 'micro-f1' && metric !== 'exact-match';
}

function titleOf(metric: Exclude<Monitor, 'loss'>, { kind }: TaskHead): string {
  switch (metric) {
    case 'log-loss':
      return METRICS[kind === 'labels' ? 'binary-cross-entropy' : 'log-loss'].title;
    case 'accuracy':
      return METRICS[kind === 'labels' ? 'binary-accuracy' : 'accuracy'].title;
    case 'top-3':
      return METRICS.top3.title;
    case 'exact-match':
      return METRICS['all-match'].title;
    case 'balanced-accuracy':
      return 'Balanced accuracy';
    case 'micro-f1':
      return 'Micro F1';
    default:
      return METRICS[metric].title;
  }
}

/** In the order in which a network has them. */
export function headsOf(task: Task): TaskHead[] {
  const value = (of: 'score' | 'revenue'): TaskHead => ({ task: of, kind: 'value', classes: 0 });
  const labels: TaskHead = { task: 'genres', kind: 'labels', classes: 0 };
  const boxOffice: TaskHead = { task: 'box-office', kind: 'class', classes: 2 };
  const bins = (edges: readonly number[]): TaskHead => ({
    task: 'score-bins',
    kind: 'class',
    classes: edges.length - 1,
  });
  switch (task.kind) {
    case 'genre': {
      const { classes } = task;
      const count = classes.by === 'top' ? classes.count : classes.names.length;
      return [{ task: 'genre', kind: 'class', classes: count }];
    }
    case 'genres':
      return [labels];
    case 'box-office':
      return [boxOffice];
    case 'score-bins':
      return [bins(task.edges)];
    case 'all':
      return [
        ...(task.genres ? [labels] : []),
        ...(task.boxOffice ? [boxOffice] : []),
        ...(task.scoreBins ? [bins(task.scoreBins.edges)] : []),
        ...(task.score ? [value('score')] : []),
        ...(task.revenue ? [value('revenue')] : []),
      ];
    default:
      return [value(task.kind)];
  }
}
