/**
 * The one registry of what a person can do. An action is registered once; its button, its shortcut and its line in the
 * palette all run it, and all give the same reason if it cannot run yet.
 */
import { createStore } from 'zustand/vanilla';
import { perform } from './perform';

/** All that an action needs to know of a zustand store: when it has changed. */
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
  /** More words by which the palette finds it. */
  keywords?: string;
  /** Run only by {@link runAction}, which shows whatever it throws or rejects with as a notice. */
  run: () => unknown;
}

/** An action that can always run. */
interface Unconditional {
  enabled?: undefined;
  waitsFor?: undefined;
  reads?: undefined;
}

/** An action that can run only in some states. */
interface Conditional {
  enabled: () => boolean;
  /** Why it cannot run, as one clause: "open a table first". Called only while it cannot. */
  waitsFor: () => string;
  /** Every store that `enabled` and `waitsFor` read: the action's buttons are drawn again when one of them changes. */
  reads: readonly Changing[];
}

export type Action = ActionFacts & (Unconditional | Conditional);

export const actions = createStore<{ byId: ReadonlyMap<string, Action> }>(() => ({ byId: new Map() }));

/** Adds actions until the returned function is called. An action replaces an earlier one with the same id. */
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

/** Why the action cannot run now; null if it can. */
export function whatItWaitsFor(action: Action): string | null {
  return action.enabled === undefined || action.enabled() ? null : action.waitsFor();
}

/**
 * Runs the action with this id, if there is one and it can run; a failure becomes a notice. Returns whether it started.
 */
export function runAction(id: string): boolean {
  const action = actions.getState().byId.get(id);
  if (!action || !isEnabled(action)) return false;
  perform(() => action.run());
  return true;
}

/** The keys of a shortcut as printed: "⌘K" or "Ctrl K". */
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

/** One key press as a step of a shortcut: "Mod+K", "?", "G". */
export function pressed(event: KeyPress, mac: boolean): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const letter = /^[A-Z]$/.test(key);
  const mod = mac ? event.metaKey : event.ctrlKey;
  return [mod && 'Mod', event.altKey && 'Alt', event.shiftKey && (letter || key.length > 1) && 'Shift', key]
    .filter(Boolean)
    .join('+');
}

const SEQUENCE_MS = 1200;

/** Follows key presses and returns the action that one key, or two in a row, stand for. */
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
