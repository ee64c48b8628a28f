/** Changes a recipe's task; loss and metrics must fit the new task's answers. */
import type { Monitor } from '../metrics/facts';
import { headsOf, monitorsOf, monitorTitle } from '../tasks/monitors';
import { lossFor } from '../optimisation/loss-fit';
import type { Recipe } from './recipe';
import type { Task } from '../tasks/task';
import type { AnswerKind } from '../heads';

/**
 * The recipe with this task. A loss or metric (for early stopping or the plateau schedule) that the task does not have
 * is replaced by the task's default: 'auto', and the validation loss. Everything else stays.
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

/** Kinds of the answers, without repetition. */
export function answersOf(task: Task): AnswerKind[] {
  return [...new Set(headsOf(task).map(({ kind }) => kind))];
}

/**
 * For a different kind of task, keeps only metrics worth choosing. While the options of the same task are edited, keeps
 * any metric that can be measured: a person who changes 10 classes to 25 passes through 2.
 */
function fits(metric: Monitor, before: Task, task: Task): boolean {
  if (before.kind === task.kind) return monitorTitle(metric, task) !== null;
  return monitorsOf(task).includes(metric);
}
