/**
 * Where the person is and what lies open: workspace, overlays, inspector, and the words that are read aloud.
 * The address (`#/data`) follows the workspace, and the other way round.
 */
import { createStore } from 'zustand/vanilla';
import { isWorkspace, type WorkspaceId } from './workspaces';

export interface UiState {
  workspace: WorkspaceId;
  overlay: 'palette' | 'shortcuts' | null;
  inspectorOpen: boolean;
  /** How many views want the inspector now; with none it takes no room. */
  inspectorUsers: number;
  /** CSS pixels. */
  inspectorWidth: number;
  /** Control that asks for attention, by its id; set by an error's "Open …". */
  control: string | null;
  /** Last polite announcement. */
  announcement: string;
}

export const INSPECTOR_WIDTHS = { min: 240, usual: 304, max: 520 } as const;

export const ui = createStore<UiState>(() => ({
  workspace: 'data',
  overlay: null,
  inspectorOpen: true,
  inspectorUsers: 0,
  inspectorWidth: INSPECTOR_WIDTHS.usual,
  control: null,
  announcement: '',
}));

/** Opens a workspace and, where given, brings one of its controls into view. */
export function goTo(workspace: WorkspaceId, control?: string): void {
  ui.setState({ workspace, control: control ?? null, overlay: null });
}

/** What was chosen is shown in the inspector, also where it was hidden. */
export function openInspector(): void {
  ui.setState({ inspectorOpen: true });
}

/** Has a sentence read out when the person's screen reader is free. */
export function announce(announcement: string): void {
  ui.setState({ announcement });
}

export function setInspectorWidth(width: number): void {
  const { min, max } = INSPECTOR_WIDTHS;
  ui.setState({ inspectorWidth: Math.round(Math.min(max, Math.max(min, width))) });
}

/** Workspace named by an address such as `#/train`; null for any other. */
export function workspaceInHash(hash: string): WorkspaceId | null {
  const name = hash.replace(/^#\/?/, '').split(/[/?]/)[0];
  return isWorkspace(name) ? name : null;
}

/** Keeps address and workspace the same until the returned function is called. */
export function followAddress(window: Window): () => void {
  const read = () => {
    const named = workspaceInHash(window.location.hash);
    if (named && named !== ui.getState().workspace) ui.setState({ workspace: named, overlay: null });
  };
  const write = (workspace: WorkspaceId, replace: boolean) => {
    const hash = `#/${workspace}`;
    if (window.location.hash === hash) return;
    if (replace) window.history.replaceState(null, '', hash);
    else window.history.pushState(null, '', hash);
  };
  read();
  write(ui.getState().workspace, true);
  window.addEventListener('hashchange', read);
  window.addEventListener('popstate', read);
  const stop = ui.subscribe((now, before) => {
    if (now.workspace !== before.workspace) write(now.workspace, false);
  });
  return () => {
    stop();
    window.removeEventListener('hashchange', read);
    window.removeEventListener('popstate', read);
  };
}
