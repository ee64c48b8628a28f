/** The events that a network's training reports. */
import type { Weights } from '../layers/weights';
import type { BatchesEvent, EpochEvent } from './train-head';

/** What is done before the next batches; with a count if there is something to count. */
export interface PhaseEvent {
  kind: 'phase';
  phase: string;
  count?: { done: number; total: number; unit: string };
}

/** Something worth knowing about how the training runs; each is reported once. */
export interface NoteEvent {
  kind: 'note';
  note: string;
}

/** `kept` weights give values in their own unit: standardisation is folded in. */
export type NetworkEvent = BatchesEvent | EpochEvent<Weights> | PhaseEvent | NoteEvent;
