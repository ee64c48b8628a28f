import type { WorkspaceId } from '../core/places';

export type { WorkspaceId };

/** The seven workspaces, in the order of the work. Any of them can be opened at any time. */
export const WORKSPACES = [
  { id: 'data', title: 'Data' },
  { id: 'prepare', title: 'Prepare' },
  { id: 'train', title: 'Train' },
  { id: 'evaluate', title: 'Evaluate' },
  { id: 'compare', title: 'Compare' },
  { id: 'predict', title: 'Predict' },
  { id: 'export', title: 'Export' },
] as const;

export function workspaceTitle(id: WorkspaceId): string {
  return WORKSPACES.find((workspace) => workspace.id === id)?.title ?? id;
}
