/** What lies open in the Compare workspace. */
import { createStore } from 'zustand/vanilla';
import { goTo } from '../../state/ui';

export const compareView = createStore<{
  /** The preset whose table is shown; null for the one that was run last. */
  experiment: string | null;
  /** Whether the table of runs, and what is taken away of it, has the metrics that are not headlines too. */
  further: boolean;
}>(() => ({ experiment: null, further: false }));

/** Shows a preset's table. */
export function openExperiment(id: string): void {
  compareView.setState({ experiment: id });
  goTo('compare', 'experiment');
}
