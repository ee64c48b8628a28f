/** Reports a training's events, stores its epochs, and lets it be paused and stopped. */
import { stopped } from '../../../core/errors';
import { ProgressMeter } from '../../../core/progress';
import type { Trained } from '../../../core/run/trained';
import { checkDevice } from '../../../ml/backends/webgpu-device';
import type { BatchesEvent, EpochEvent } from '../../../ml/training/train-head';
import type { NoteEvent, PhaseEvent } from '../../../ml/training/network-events';
import type { TrainingSetup, Work } from './strategy';

type Followers = Pick<Work, 'emit' | 'note' | 'announce' | 'gate' | 'signal' | 'epochEnded'>;
type Followed<Weights> = BatchesEvent | EpochEvent<Weights> | PhaseEvent | NoteEvent;

/**
 * Runs the training to its end, or until it is stopped.
 * @param batches number of batches of the whole training
 * @param trainedOf returns what to store of an epoch's kept weights
 * @returns the kept weights.
 * @throws OnesheetError `stopped` if it was stopped before any were kept; `device-lost`, `out-of-memory`.
 */
export async function follow<Weights>(
  events: AsyncIterable<Followed<Weights>>,
  work: Followers,
  batches: number,
  trainedOf: (kept: Weights) => Trained,
): Promise<Trained> {
  const meter = new ProgressMeter('Training', 'batches', batches, (progress) =>
    work.emit({ kind: 'progress', progress }),
  );
  let trained: Trained | null = null;
  for await (const event of events) {
    // a failed device keeps returning zeros
    checkDevice();
    if (event.kind === 'phase') tellPhase(event, work);
    else if (event.kind === 'note') work.note(event.note);
    else if (event.kind === 'batches') {
      work.emit(event);
      meter.add(event.losses.length);
    } else {
      const { record, confusion } = event;
      const kept = event.kept ? trainedOf(event.kept) : null;
      trained = kept ?? trained;
      work.emit({ kind: 'epoch', record, confusion: [...confusion] });
      await work.epochEnded(record, kept);
    }
    await work.gate.pass();
    if (work.signal.aborted) break;
  }
  if (!trained) throw stopped();
  return trained;
}

/** Reports what happens before the first batches, with a count if there is one. */
export function tellPhase(
  { phase, count }: PhaseEvent,
  { announce, emit }: Pick<TrainingSetup, 'announce' | 'emit'>,
): void {
  if (!count) announce(phase);
  else emit({ kind: 'progress', progress: { phase, ...count, rate: null, remainingSeconds: null } });
}
