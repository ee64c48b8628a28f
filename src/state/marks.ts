/**
 * The mark beside each workspace in the rail, as computed in ./workspaces; the rail itself adds "running" while a job
 * of the workspace is under way.
 */
import { createStore } from 'zustand/vanilla';
import type { WorkspaceId } from '../core/places';

/** `stale`: what the workspace shows was made before the last change. */
export type Mark = 'waiting' | 'ready' | 'done' | 'stale';

export interface WorkspaceMark {
  mark: Mark;
  /** One clause for a person: "waits for a table", "600 posters prepared". */
  note: string;
}

export const marks = createStore<Partial<Record<WorkspaceId, WorkspaceMark>>>(() => ({}));

export function setMark(workspace: WorkspaceId, next: WorkspaceMark): void {
  const now = marks.getState()[workspace];
  if (now?.mark !== next.mark || now.note !== next.note) marks.setState({ [workspace]: next });
}
