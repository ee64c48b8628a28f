/**
 * Where the person is and what lies open: workspace, overlays, inspector, and the words that are read aloud.
 * The address (`#/data`) follows the workspace, and the other way round; `#/train/batch-size` opens a control.
 */
import { createStore } from 'zustand/vanilla';
import { CONTROLS, isControl, isWorkspace, type ControlId, type WorkspaceId } from '../core/places';

export interface UiState {
  workspace: WorkspaceId;
  overlay: 'palette' | 'shortcuts' | null;
  inspectorOpen: boolean;
  /** How many views want the inspector now; with none it takes no room. */
  inspectorUsers: number;
  /** CSS pixels. */
  inspectorWidth: number;
  /** Control that asks for attention; set by an error's "Show where". */
  control: ControlId | null;
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
export function goTo(workspace: WorkspaceId, control?: ControlId): void {
  ui.setState({ workspace, control: control ?? null, overlay: null });
}

/** What was chosen is shown in the inspector, also where it was hidden. */
export function openInspector(): void {
  ui.setState({ inspectorOpen: true });
}

/**
 * Has a sentence read out when the person's screen reader is free. For what the page shows in its place already; what
 * it does not is said by `tell` of ./notices.
 */
export function announce(sentence: string): void {
  // a text that does not change is not read again
  ui.setState(({ announcement }) => ({
    announcement: announcement === sentence ? `${sentence}\u00a0` : sentence,
  }));
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

/** Control named by an address such as `#/train/batch-size`, if it is in that workspace; null for any other. */
export function controlInHash(hash: string): ControlId | null {
  const [workspace, control = ''] = hash.replace(/^#\/?/, '').split('/');
  return isControl(control) && CONTROLS[control].workspace === workspace ? control : null;
}

/** Keeps address and workspace the same until the returned function is called. */
export function followAddress(window: Window): () => void {
  const read = () => {
    const named = workspaceInHash(window.location.hash);
    const control = controlInHash(window.location.hash);
    if (named && (control || named !== ui.getState().workspace))
      ui.setState({ workspace: named, control, overlay: null });
    if (control && named) write(named, true);
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
