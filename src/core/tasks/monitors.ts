/**
 * Which figures a task's training may look at, and what they are called. A figure belongs to a kind of head; of several
 * heads it is measured on the first that has it. `ml/training/monitor.ts` computes them.
 */
import {
  isMeasured,
  MONITORS,
  metricTitle,
  offeredMonitors,
  type HeadShape,
  type MetricId,
  type Monitor,
} from '../metrics/facts';
import type { Task } from './task';
import { HEAD_TITLES, type Head } from '../heads';

/** A head that a task will have, as far as that is known before there are films. */
interface TaskHead extends HeadShape {
  task: Head['task'];
}

/**
 * What a figure is called, as a comparison calls it: "mAP", and "Genres: mAP" where the task has several heads.
 * Null where no head of this task has it.
 */
export function monitorTitle(metric: Monitor, task: Task): string | null {
  const heads = headsOf(task);
  if (metric === 'loss') return metricTitle(metric, heads[0].kind);
  const head = measuredOn(metric, heads);
  if (!head) return null;
  const title = metricTitle(metric, head.kind);
  return heads.length > 1 ? `${HEAD_TITLES[head.task]}: ${title}` : title;
}

/** What a metric is called of a task, on the first head that has it: "Binary accuracy" of several genres. */
export function titleIn(task: Task, metric: MetricId): string {
  const heads = headsOf(task);
  return metricTitle(metric, (measuredOn(metric, heads) ?? heads[0]).kind);
}

/** The figures worth choosing of a task, the loss first: those that it has, and that differ from epoch to epoch. */
export function monitorsOf(task: Task): Monitor[] {
  const heads = headsOf(task);
  return MONITORS.filter((metric) => {
    if (metric === 'loss') return true;
    const head = measuredOn(metric, heads);
    return head !== undefined && offeredMonitors(head).includes(metric);
  });
}

function measuredOn(metric: MetricId, heads: readonly TaskHead[]): TaskHead | undefined {
  return heads.find((head) => isMeasured(metric, head));
}

/** In the order in which a network has them. */
export function headsOf(task: Task): TaskHead[] {
  const value = (of: 'score' | 'revenue'): TaskHead => ({
    task: of,
    kind: 'value',
    classes: 0,
    ordered: false,
  });
  const labels: TaskHead = { task: 'genres', kind: 'labels', classes: 0, ordered: false };
  const boxOffice: TaskHead = { task: 'box-office', kind: 'class', classes: 2, ordered: false };
  const bins = (edges: readonly number[]): TaskHead => ({
    task: 'score-bins',
    kind: 'class',
    classes: edges.length - 1,
    ordered: true,
  });
  switch (task.kind) {
    case 'genre': {
      const { classes } = task;
      const count = classes.by === 'top' ? classes.count : classes.names.length;
      return [{ task: 'genre', kind: 'class', classes: count, ordered: false }];
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
