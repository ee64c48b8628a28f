/**
 * The metrics that a task's training can monitor, and their titles. A metric belongs to a kind of head; with several
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

/** A future head of a task, as far as it is known without films. */
interface TaskHead extends HeadShape {
  task: Head['task'];
}

/**
 * A metric's title as in a comparison: "mAP", or "Genres: mAP" if the task has several heads. Null if no head of this
 * task has it.
 */
export function monitorTitle(metric: Monitor, task: Task): string | null {
  const heads = headsOf(task);
  if (metric === 'loss') return metricTitle(metric, heads[0].kind);
  const head = measuredOn(metric, heads);
  if (!head) return null;
  const title = metricTitle(metric, head.kind);
  return heads.length > 1 ? `${HEAD_TITLES[head.task]}: ${title}` : title;
}

/** A metric's title on the first head of the task that has it: "Binary accuracy" for several genres. */
export function titleIn(task: Task, metric: MetricId): string {
  const heads = headsOf(task);
  return metricTitle(metric, (measuredOn(metric, heads) ?? heads[0]).kind);
}

/** The metrics worth choosing for a task, the loss first: those that it has and that can differ between epochs. */
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

/** In the order of the network's heads. */
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
