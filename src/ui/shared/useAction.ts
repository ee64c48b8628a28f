/**
 * An action of the registry as React sees it: whether it can run is evaluated again when a store that it reads changes.
 */
import { useCallback, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { actions, runAction, whatItWaitsFor, type Action } from '../../state/actions';

/** Why an action cannot run now; null if it can. */
export function useWaitsFor(action: Action | undefined): string | null {
  const subscribe = useCallback(
    (look: () => void) => {
      const stops = (action?.reads ?? []).map((store) => store.subscribe(look));
      return () => stops.forEach((stop) => stop());
    },
    [action],
  );
  return useSyncExternalStore(subscribe, () => (action ? whatItWaitsFor(action) : null));
}

export interface UsedAction {
  action: Action | undefined;
  /** Why it cannot run; null if it can. */
  waitsFor: string | null;
  run: () => void;
}

export function useAction(id: string): UsedAction {
  const action = useStore(actions, (state) => state.byId.get(id));
  return { action, waitsFor: useWaitsFor(action), run: () => runAction(id) };
}
