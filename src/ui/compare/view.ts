/** What lies open in the Compare workspace. */
import { createStore } from 'zustand/vanilla';
import { goTo } from '../../state/ui';

export const compareView = createStore<{
  /** The preset whose table is shown; null for the one that was run last. */
  experiment: string | null;
}>(() => ({ experiment: null }));

/** Shows a preset's table. */
export function openExperiment(id: string): void {
  compareView.setState({ experiment: id });
  goTo('compare', 'experiment');
}
