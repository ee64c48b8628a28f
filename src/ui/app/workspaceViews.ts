/** Each workspace's view, loaded when it is first opened. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { WorkspaceId } from '../../state/workspaces';

const LOADERS: Record<WorkspaceId, () => Promise<{ default: ComponentType }>> = {
  data: () => import('../data/DataWorkspace'),
  prepare: () => import('../prepare/PrepareWorkspace'),
  train: () => import('../train/TrainWorkspace'),
  evaluate: () => import('../evaluate/EvaluateWorkspace'),
  compare: () => import('../compare/CompareWorkspace'),
  predict: () => import('../predict/PredictWorkspace'),
  export: () => import('../export/ExportWorkspace'),
};

export const WORKSPACE_VIEWS = Object.fromEntries(
  Object.entries(LOADERS).map(([id, load]) => [id, lazy(load)]),
) as Record<WorkspaceId, LazyExoticComponent<ComponentType>>;

/** Loads a workspace's code ahead of its opening: the pointer rests on its name. */
export function preload(id: WorkspaceId): void {
  // a failure shows, with its reason, when the workspace is opened
  LOADERS[id]().catch(() => undefined);
}
