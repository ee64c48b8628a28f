/** What a network's training tells of itself as it goes on. */
import type { Weights } from '../layers/weights';
import type { BatchesEvent, EpochEvent } from './train-head';

/** What is done before the next batches can come; with a count where there is something to count. */
export interface PhaseEvent {
  kind: 'phase';
  phase: string;
  count?: { done: number; total: number; unit: string };
}

/** What is worth knowing of how the training is carried out; each is told once. */
export interface NoteEvent {
  kind: 'note';
  note: string;
}

/** `kept` weights give values as they are: standardisation is folded in. */
export type NetworkEvent = BatchesEvent | EpochEvent<Weights> | PhaseEvent | NoteEvent;
