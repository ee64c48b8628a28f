/**
 * The one registry of what can be done. An action is registered once; its button, its key and its line in the
 * palette all run it, and all say the same when it cannot run yet.
 */
import { createStore } from 'zustand/vanilla';
import { perform } from './perform';

/** Any zustand store, as far as an action is concerned: something that says when it has changed. */
export interface Changing {
  subscribe: (listener: () => void) => () => void;
}

interface ActionFacts {
  /** `group.verb`: "data.open-files". */
  id: string;
  title: string;
  /** Heading in the palette and in the list of shortcuts. */
  group: string;
  /** "Mod+K", "Shift+?", "G D" for one key after another. Mod is ⌘ on a Mac, Ctrl elsewhere. */
  shortcut?: string;
  /** Further words under which the palette finds it. */
  keywords?: string;
  /** What it throws, or its promise is rejected with, becomes a notice: it is run by {@link runAction} alone. */
  run: () => unknown;
}

/** Can always run. */
interface Unconditional {
  enabled?: undefined;
  waitsFor?: undefined;
  reads?: undefined;
}

/** Can run at times. */
interface Conditional {
  enabled: () => boolean;
  /** Why it cannot run, one clause: "open a table first". Asked only where it cannot. */
  waitsFor: () => string;
  /** Every store that `enabled` and `waitsFor` look at: its buttons are drawn again when one of them changes. */
  reads: readonly Changing[];
}

export type Action = ActionFacts & (Unconditional | Conditional);

export const actions = createStore<{ byId: ReadonlyMap<string, Action> }>(() => ({ byId: new Map() }));

/** Adds actions until the returned function is called. A later one of the same id takes the earlier one's place. */
export function registerActions(added: readonly Action[]): () => void {
  actions.setState(({ byId }) => ({
    byId: new Map([...byId, ...added.map((action) => [action.id, action] as const)]),
  }));
  return () =>
    actions.setState(({ byId }) => ({
      byId: new Map([...byId].filter(([, action]) => !added.includes(action))),
    }));
}

export function isEnabled(action: Action): boolean {
  return action.enabled?.() ?? true;
}

/** Why it cannot run now; null where it can. */
export function whatItWaitsFor(action: Action): string | null {
  return action.enabled === undefined || action.enabled() ? null : action.waitsFor();
}

/** Runs an action by its id where it is there and can run; if it fails, a notice says so. Says whether it was begun. */
export function runAction(id: string): boolean {
  const action = actions.getState().byId.get(id);
  if (!action || !isEnabled(action)) return false;
  perform(() => action.run());
  return true;
}

/** Keys of a shortcut as they are printed: "⌘K" or "Ctrl K". */
export function shortcutKeys(shortcut: string, mac: boolean): string[] {
  return shortcut.split(/[+ ]/).map((key) => {
    if (key === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (key === 'Shift') return mac ? '⇧' : 'Shift';
    if (key === 'Alt') return mac ? '⌥' : 'Alt';
    return key;
  });
}

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** One key press as a shortcut's step: "Mod+K", "?", "G". */
export function pressed(event: KeyPress, mac: boolean): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const letter = /^[A-Z]$/.test(key);
  const mod = mac ? event.metaKey : event.ctrlKey;
  return [mod && 'Mod', event.altKey && 'Alt', event.shiftKey && (letter || key.length > 1) && 'Shift', key]
    .filter(Boolean)
    .join('+');
}

const SEQUENCE_MS = 1200;

/** Follows key presses and names the action that one, or two in a row, ask for. */
export class ShortcutReader {
  private first: { step: string; time: number } | null = null;

  constructor(private readonly mac: boolean) {}

  read(event: KeyPress, time: number): Action | null {
    const step = pressed(event, this.mac);
    const list = [...actions.getState().byId.values()];
    const before = this.first && time - this.first.time < SEQUENCE_MS ? `${this.first.step} ` : '';
    this.first = null;
    const found =
      list.find((action) => action.shortcut === before + step) ?? list.find((a) => a.shortcut === step);
    if (found) return found;
    if (list.some((action) => action.shortcut?.startsWith(`${step} `))) this.first = { step, time };
    return null;
  }
}
