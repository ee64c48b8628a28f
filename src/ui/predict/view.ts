/** The state of the Predict workspace's view, kept while the person is elsewhere. */
import { createStore } from 'zustand/vanilla';

export interface PredictView {
  as: 'grid' | 'table';
  order: 'given' | 'surest' | 'least-sure';
  /** Key of the poster in the inspector. */
  chosen: string | null;
}

export const predictView = createStore<PredictView>(() => ({ as: 'grid', order: 'given', chosen: null }));
