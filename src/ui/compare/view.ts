/** The state of the Compare workspace's view. */
import { createStore } from 'zustand/vanilla';
import { goTo } from '../../state/ui';

export const compareView = createStore<{
  /** The preset whose table is shown; null for the one run last. */
  experiment: string | null;
  /** Whether the table of runs, and downloads of it, include the metrics that are not headlines. */
  further: boolean;
}>(() => ({ experiment: null, further: false }));

/** Shows a preset's table. */
export function openExperiment(id: string): void {
  compareView.setState({ experiment: id });
  goTo('compare', 'experiment');
}
