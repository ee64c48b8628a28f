/**
 * Changes the recipe's task. In a file of its own, so that the first page load does not include the tables of losses
 * and metrics.
 */
import type { Task } from '../core/tasks/task';
import { withTask } from '../core/recipe/with-task';
import { currentRecipe, putRecipe } from './recipe';

/** Sets the task; a loss or metric that does not suit its answers is replaced by the default. */
export function setTask(task: Task): void {
  putRecipe(withTask(currentRecipe(), task), 'task');
}
