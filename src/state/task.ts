/** The recipe's question. It has a file of its own, so that the first visit need not load what a task can be judged by. */
import type { Task } from '../core/tasks/task';
import { withTask } from '../core/recipe/with-task';
import { currentRecipe, putRecipe } from './recipe';

/** Asks another question, or the same one otherwise: loss and figures that are not of its answers become its defaults. */
export function setTask(task: Task): void {
  putRecipe(withTask(currentRecipe(), task), 'task');
}
