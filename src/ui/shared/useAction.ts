/** An action of the registry as React sees it: whether it can run is looked up again after every store change. */
import { useEffect, useReducer } from 'react';
import { useStore } from 'zustand';
import { actions, isEnabled, runAction, type Action } from '../../state/actions';
import { datasetStore } from '../../state/dataset';
import { preparation } from '../../state/preparation';
import { recipeStore } from '../../state/recipe';
import { ui } from '../../state/ui';
import { work } from '../../state/work';

const WATCHED = [datasetStore, preparation, recipeStore, ui, work];

export interface UsedAction {
  action: Action | undefined;
  /** Why it cannot run; null where it can. */
  waitsFor: string | null;
  run: () => void;
}

export function useAction(id: string): UsedAction {
  const action = useStore(actions, (state) => state.byId.get(id));
  const [, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    let before = action ? isEnabled(action) : false;
    const look = () => {
      const now = action ? isEnabled(action) : false;
      if (now !== before) again();
      before = now;
    };
    const stops = WATCHED.map((store) => store.subscribe(look));
    look();
    return () => stops.forEach((stop) => stop());
  }, [action]);
  const enabled = action ? isEnabled(action) : false;
  return {
    action,
    waitsFor: enabled ? null : (action?.waitsFor?.() ?? 'This is not possible right now.'),
    run: () => runAction(id),
  };
}
