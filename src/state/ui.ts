/**
 * Where the person is and which overlays are open: workspace, overlays, inspector, and announcements for screen
 * readers. The address (`#/data`) follows the workspace and the other way round; `#/train/batch-size` opens a control.
 */
import { createStore } from 'zustand/vanilla';
import { CONTROLS, isControl, isWorkspace, type ControlId, type WorkspaceId } from '../core/places';

export interface UiState {
  workspace: WorkspaceId;
  overlay: 'palette' | 'shortcuts' | null;
  inspectorOpen: boolean;
  /** How many views use the inspector now; if none does, it takes no room. */
  inspectorUsers: number;
  /** CSS pixels. */
  inspectorWidth: number;
  /** The control to draw attention to; set by an error's "Show where". */
  control: ControlId | null;
  /** The last polite announcement. */
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

/** Opens a workspace and, if given, scrolls one of its controls into view. */
export function goTo(workspace: WorkspaceId, control?: ControlId): void {
  ui.setState({ workspace, control: control ?? null, overlay: null });
}

/** Opens the inspector, also if it was hidden, to show what was selected. */
export function openInspector(): void {
  ui.setState({ inspectorOpen: true });
}

/**
 * Has a screen reader read out a sentence when it is free. Use it for what the page already shows; for anything else
 * use `tell` of ./notices.
 */
export function announce(sentence: string): void {
  // screen readers do not read the same text again
  ui.setState(({ announcement }) => ({
    announcement: announcement === sentence ? `${sentence}\u00a0` : sentence,
  }));
}

export function setInspectorWidth(width: number): void {
  const { min, max } = INSPECTOR_WIDTHS;
  ui.setState({ inspectorWidth: Math.round(Math.min(max, Math.max(min, width))) });
}

/** The workspace named by an address such as `#/train`; null for any other. */
export function workspaceInHash(hash: string): WorkspaceId | null {
  const name = hash.replace(/^#\/?/, '').split(/[/?]/)[0];
  return isWorkspace(name) ? name : null;
}

/** Control named by an address such as `#/train/batch-size`, if it is in that workspace; null for any other. */
export function controlInHash(hash: string): ControlId | null {
  const [workspace, control = ''] = hash.replace(/^#\/?/, '').split('/');
  return isControl(control) && CONTROLS[control].workspace === workspace ? control : null;
}

/** Keeps address and workspace in step until the returned function is called. */
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
