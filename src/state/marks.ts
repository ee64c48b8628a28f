/**
 * The sign beside each workspace in the rail. Whoever owns a workspace's state sets its mark; "running" is
 * added by the rail itself while one of its jobs is under way.
 */
import { createStore } from 'zustand/vanilla';
import type { WorkspaceId } from './workspaces';

/** `stale`: what it shows was made before the last change. */
export type Mark = 'waiting' | 'ready' | 'done' | 'stale';

export interface WorkspaceMark {
  mark: Mark;
  /** One clause for a person: "waits for a table", "600 posters prepared". */
  note: string;
}

export const marks = createStore<Record<WorkspaceId, WorkspaceMark>>(() => ({
  data: { mark: 'ready', note: 'open a table or posters' },
  prepare: { mark: 'waiting', note: 'waits for posters' },
  train: { mark: 'waiting', note: 'waits for posters' },
  evaluate: { mark: 'waiting', note: 'waits for a run' },
  compare: { mark: 'waiting', note: 'waits for two runs' },
  predict: { mark: 'ready', note: 'open a model' },
  export: { mark: 'waiting', note: 'waits for a run' },
}));

export function setMark(workspace: WorkspaceId, mark: Mark, note: string): void {
  const now = marks.getState()[workspace];
  if (now.mark !== mark || now.note !== note) marks.setState({ [workspace]: { mark, note } });
}
