/** Starts the search for a learning rate; never during training, since both need the whole device. */
import { rateFinder, suggested } from './learning-rate';
import { currentRecipe } from './recipe';
import { runService } from './page-runs';
import { isTraining } from './run-views';
import { settings } from './settings';
import { announce } from './ui';

/** Searches for a learning rate for the current recipe, on the chosen backend. */
export async function findLearningRate(): Promise<void> {
  if (isTraining(runService.getState())) return;
  await rateFinder.getState().find(currentRecipe(), settings.getState().backend);
  const rate = suggested('valley');
  if (rate !== null) announce(`Finding a learning rate: done. ${rate} is suggested.`);
}
