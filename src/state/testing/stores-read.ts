/** Finds out which of the stores exported by a set of modules a function reads. */
import type { StoreApi } from 'zustand/vanilla';

export type Modules = Record<string, Record<string, unknown>>;

interface NamedStore {
  name: string;
  store: StoreApi<unknown>;
}

function isStore(value: unknown): value is StoreApi<unknown> {
  return typeof value === 'object' && value !== null && 'getState' in value && 'subscribe' in value;
}

export function storesOf(modules: Modules): NamedStore[] {
  return Object.values(modules).flatMap((module) =>
    Object.entries(module).flatMap(([name, store]) => (isStore(store) ? [{ name, store }] : [])),
  );
}

/** Names of the stores whose state `look` reads while it runs. */
export function storesRead(stores: readonly NamedStore[], look: () => unknown): Set<string> {
  const read = new Set<string>();
  const before = stores.map(({ store }) => store.getState);
  for (const { name, store } of stores) {
    const { getState } = store;
    store.getState = () => {
      read.add(name);
      return getState();
    };
  }
  try {
    look();
  } finally {
    for (const [index, { store }] of stores.entries()) store.getState = before[index];
  }
  return read;
}
