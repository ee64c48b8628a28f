import { beforeEach, expect, it } from 'vitest';
import { lossSchema } from '../core/optimisation/losses';
import { defaultRecipe } from '../core/recipe/recipe';
import { taskSchema } from '../core/tasks/task';
import { currentRecipe, recipeStore, setRecipeField, undoRecipe } from './recipe';
import { setTask } from './task';

beforeEach(() => recipeStore.setState({ recipe: defaultRecipe(), past: [], future: [], last: null }));

it('changes loss and metrics with the task, and undo restores the old ones', () => {
  setTask(taskSchema.parse({ kind: 'revenue' }));
  setRecipeField('loss', lossSchema.parse({ kind: 'huber' }));
  setTask(taskSchema.parse({ kind: 'genres' }));
  expect(currentRecipe()).toMatchObject({ task: { kind: 'genres' }, loss: { kind: 'auto' } });
  undoRecipe();
  expect(currentRecipe()).toMatchObject({ task: { kind: 'revenue' }, loss: { kind: 'huber' } });
});
