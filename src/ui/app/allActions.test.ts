import { afterEach, describe, expect, it, vi } from 'vitest';
import type { StoreApi } from 'zustand/vanilla';
import { actions } from '../../state/actions';
import { registerAllActions } from './allActions';

describe('all actions', () => {
  registerAllActions();
  const all = [...actions.getState().byId.values()];

  it('have a key of their own, or none', () => {
    const keys = all.flatMap(({ shortcut }) => (shortcut ? [shortcut] : []));
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
  });

  it('say what they wait for where they can wait', () => {
    expect(all.filter((action) => action.enabled && !action.waitsFor).map((action) => action.id)).toEqual([]);
  });

  it('have no first key that is an action already', () => {
    const single = new Set(all.map(({ shortcut }) => shortcut).filter((keys) => keys && !keys.includes(' ')));
    expect(
      all.filter(({ shortcut }) => shortcut?.includes(' ') && single.has(shortcut.split(' ')[0])),
    ).toEqual([]);
  });
});

const MODULES = import.meta.glob<Record<string, unknown>>(
  ['../../state/*.ts', '../*/view.ts', '!../../**/*.test.ts'],
  { eager: true },
);

function isStore(value: unknown): value is StoreApi<unknown> {
  return typeof value === 'object' && value !== null && 'getState' in value && 'subscribe' in value;
}

/** Every store of the page by its name. */
const STORES = Object.values(MODULES).flatMap((module) =>
  Object.entries(module).flatMap(([name, value]) => (isStore(value) ? [{ name, store: value }] : [])),
);

describe('an action that cannot always run', () => {
  afterEach(() => vi.restoreAllMocks());
  registerAllActions();
  const conditional = [...actions.getState().byId.values()].filter((action) => action.enabled);

  it('is looked for among all stores of the page', () => {
    expect(STORES.length).toBeGreaterThan(15);
    expect(conditional.length).toBeGreaterThan(20);
  });

  it.each(conditional)('$id names every store that it looks at', ({ enabled, waitsFor, reads }) => {
    const looked = new Set<string>();
    for (const { name, store } of STORES) {
      if (reads?.includes(store)) continue;
      const { getState } = store;
      vi.spyOn(store, 'getState').mockImplementation(() => {
        looked.add(name);
        return getState();
      });
    }
    enabled?.();
    waitsFor?.();
    expect([...looked]).toEqual([]);
  });
});
