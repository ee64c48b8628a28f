/** Another question of the same recipe: what training goes by must be of the new one's answers. */
import type { Monitor } from '../metrics/facts';
import { headsOf, monitorsOf, monitorTitle } from '../tasks/monitors';
import { lossFor } from '../optimisation/loss-fit';
import type { Recipe } from './recipe';
import type { Task } from '../tasks/task';
import type { AnswerKind } from '../heads';

/**
 * The recipe with this task. A loss or a figure to look at (early stopping's, the plateau's) that the task does not
 * have is the task's default instead: 'auto', and the validation loss; all else stays.
 */
export function withTask(recipe: Recipe, task: Task): Recipe {
  const { loss, schedule, stopping } = recipe;
  const fitting = (metric: Monitor) => (fits(metric, recipe.task, task) ? metric : 'loss');
  return {
    ...recipe,
    task,
    loss: lossFor(loss, answersOf(recipe.task), answersOf(task)),
    schedule: schedule.kind === 'plateau' ? { ...schedule, metric: fitting(schedule.metric) } : schedule,
    stopping: stopping && { ...stopping, metric: fitting(stopping.metric) },
  };
}

/** Kinds of the answers, each once. */
export function answersOf(task: Task): AnswerKind[] {
  return [...new Set(headsOf(task).map(({ kind }) => kind))];
}

/**
 * Of another kind of task only what is worth choosing. While options of one are written, a figure that can be measured
 * stays: on its way from 10 classes to 25 a field says 2.
 */
function fits(metric: Monitor, before: Task, task: Task): boolean {
  if (before.kind === task.kind) return monitorTitle(metric, task) !== null;
  return monitorsOf(task).includes(metric);
}
