import { describe, expect, it } from 'vitest';
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
