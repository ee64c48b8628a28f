/**
 * How each workspace is shown: its view, loaded when it is first opened, and its actions in the order of the palette. A
 * view draws its own inspector. Title: core/places. Mark and drops: state/workspaces. Icon: shared/Icon.
 */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { WorkspaceId } from '../../core/places';
import type { Action } from '../../state/actions';
import { COMPARE_ACTIONS } from '../compare/actions';
import { DATA_ACTIONS } from '../data/actions';
import { EXPORT_ACTIONS } from '../export/actions';
import { PREDICT_ACTIONS } from '../predict/actions';
import { PREPARE_ACTIONS } from '../prepare/actions';
import { RECIPE_FILE_ACTIONS } from '../prepare/recipeFileActions';
import { TRAIN_ACTIONS } from '../train/actions';
import { EXPERIMENT_ACTIONS } from '../train/experimentActions';

type Load = () => Promise<{ default: ComponentType }>;

export interface WorkspaceUi {
  View: LazyExoticComponent<ComponentType>;
  /** Loads its code before it is opened. */
  preload: () => void;
  actions: readonly Action[];
}

function workspace(load: Load, ...actions: readonly Action[][]): WorkspaceUi {
  return {
    View: lazy(load),
    // nothing is lost: opening the workspace loads it again and shows any failure
    preload: () => void load().catch(() => undefined),
    actions: actions.flat(),
  };
}

export const WORKSPACE_UIS: Record<WorkspaceId, WorkspaceUi> = {
  data: workspace(() => import('../data/DataWorkspace'), DATA_ACTIONS),
  prepare: workspace(() => import('../prepare/PrepareWorkspace'), PREPARE_ACTIONS, RECIPE_FILE_ACTIONS),
  train: workspace(() => import('../train/TrainWorkspace'), TRAIN_ACTIONS, EXPERIMENT_ACTIONS),
  evaluate: workspace(() => import('../evaluate/EvaluateWorkspace')),
  compare: workspace(() => import('../compare/CompareWorkspace'), COMPARE_ACTIONS),
  predict: workspace(() => import('../predict/PredictWorkspace'), PREDICT_ACTIONS),
  export: workspace(() => import('../export/ExportWorkspace'), EXPORT_ACTIONS),
};
