/** The state of the Train workspace's view. */
import { createStore } from 'zustand/vanilla';
import { goTo } from '../../state/ui';

export type TrainTab = 'training' | 'experiments';

export const trainView = createStore<{ tab: TrainTab }>(() => ({ tab: 'training' }));

export function showTrainTab(tab: TrainTab): void {
  trainView.setState({ tab });
}

/** Opens the experiments and their queue. */
export function openExperiments(): void {
  showTrainTab('experiments');
  goTo('train');
}
