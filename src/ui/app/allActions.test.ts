import { describe, expect, it } from 'vitest';
import { actions } from '../../state/actions';
import { storesOf, storesRead } from '../../state/testing/stores-read';
import { registerAllActions } from './allActions';

describe('all actions', () => {
  registerAllActions();
  const all = [...actions.getState().byId.values()];

  it('have unique shortcuts, or none', () => {
    const keys = all.flatMap(({ shortcut }) => (shortcut ? [shortcut] : []));
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
  });

  it('say what they wait for if they can wait', () => {
    expect(all.filter((action) => action.enabled && !action.waitsFor).map((action) => action.id)).toEqual([]);
  });

  it("have no two-key shortcut that starts with another action's key", () => {
    const single = new Set(all.map(({ shortcut }) => shortcut).filter((keys) => keys && !keys.includes(' ')));
    expect(
      all.filter(({ shortcut }) => shortcut?.includes(' ') && single.has(shortcut.split(' ')[0])),
    ).toEqual([]);
  });
});

const STORES = storesOf(
  import.meta.glob(['../../state/*.ts', '../*/view.ts', '!../../**/*.test.ts'], { eager: true }),
);

describe('an action that cannot always run', () => {
  registerAllActions();
  const conditional = [...actions.getState().byId.values()].filter((action) => action.enabled);

  it('is checked against all stores of the page', () => {
    expect(STORES.length).toBeGreaterThan(15);
    expect(conditional.length).toBeGreaterThan(20);
  });

  it.each(conditional)('$id names every store that it reads', ({ enabled, waitsFor, reads }) => {
    const others = STORES.filter(({ store }) => !reads?.includes(store));
    const read = storesRead(others, () => [enabled?.(), waitsFor?.()]);
    expect([...read]).toEqual([]);
  });
});
