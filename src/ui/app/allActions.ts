/** Every part's actions, in the order of the palette. */
import { registerActions } from '../../state/actions';
import { COMPARE_ACTIONS } from '../compare/actions';
import { DATA_ACTIONS } from '../data/actions';
import { EXPORT_ACTIONS } from '../export/actions';
import { PREDICT_ACTIONS } from '../predict/actions';
import { PREPARE_ACTIONS } from '../prepare/actions';
import { RECIPE_FILE_ACTIONS } from '../prepare/recipeFileActions';
import { TRAIN_ACTIONS } from '../train/actions';
import { EXPERIMENT_ACTIONS } from '../train/experimentActions';
import { SHELL_ACTIONS } from './shellActions';

export function registerAllActions(): void {
  registerActions([
    ...DATA_ACTIONS,
    ...PREPARE_ACTIONS,
    ...RECIPE_FILE_ACTIONS,
    ...TRAIN_ACTIONS,
    ...EXPERIMENT_ACTIONS,
    ...COMPARE_ACTIONS,
    ...PREDICT_ACTIONS,
    ...EXPORT_ACTIONS,
    ...SHELL_ACTIONS,
  ]);
}
