/** The predictions in the chosen order. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { LoosePrediction } from '../../workers/protocol';
import { prediction } from '../../state/prediction';
import { predictView } from './view';

export function useOrdered(): LoosePrediction[] {
  const predictions = useStore(prediction, (state) => state.predictions);
  const order = useStore(predictView, (state) => state.order);
  return useMemo(() => {
    if (order === 'given') return predictions;
    const sign = order === 'surest' ? -1 : 1;
    const sureness = (one: LoosePrediction) => one.probabilities[one.predicted];
    return predictions.toSorted((a, b) => sign * (sureness(a) - sureness(b)));
  }, [predictions, order]);
}
