/** Settings of this browser: theme, motion, fetch rate, backend. Kept in local storage. */
import { createStore } from 'zustand/vanilla';
import type { BackendChoice } from '../workers/protocol';

export interface Settings {
  theme: 'system' | 'light' | 'dark';
  motion: 'system' | 'reduced' | 'full';
  /** Posters per second requested from TMDb's image server: 1 to 20. */
  fetchRate: number;
  backend: BackendChoice;
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  motion: 'system',
  fetchRate: 1,
  backend: 'auto',
};
const CHOICES = {
  theme: ['system', 'light', 'dark'],
  motion: ['system', 'reduced', 'full'],
  backend: ['auto', 'webgpu', 'webgl', 'wasm', 'cpu'],
} as const satisfies { [K in keyof Settings]?: readonly Settings[K][] };
const KEY = 'onesheet.settings';

function choice<T extends string>(from: readonly T[], value: unknown, usual: T): T {
  return from.find((one) => one === value) ?? usual;
}

/** Settings from stored text; invalid ones take their defaults. */
export function readSettings(text: string | null): Settings {
  let data: unknown = null;
  try {
    data = JSON.parse(text ?? 'null');
  } catch {
    // damaged text counts as none
  }
  const found = (typeof data === 'object' && data !== null ? data : {}) as Partial<
    Record<keyof Settings, unknown>
  >;
  const rate = typeof found.fetchRate === 'number' ? Math.round(found.fetchRate) : 1;
  return {
    theme: choice(CHOICES.theme, found.theme, 'system'),
    motion: choice(CHOICES.motion, found.motion, 'system'),
    fetchRate: Math.min(20, Math.max(1, rate)),
    backend: choice(CHOICES.backend, found.backend, 'auto'),
  };
}

export const settings = createStore<Settings>(() => DEFAULT_SETTINGS);

/**
 * Loads the settings from the storage, and from then on stores them there. Private windows may refuse storage: then
 * nothing is kept.
 */
export function keepSettings(storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  try {
    settings.setState(readSettings(storage.getItem(KEY)));
  } catch {
    return;
  }
  settings.subscribe((now) => {
    try {
      storage.setItem(KEY, JSON.stringify(now));
    } catch {
      // storage full or refused: the settings last as long as the page
    }
  });
}
