/** Tests where a training's events go. */
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Trained } from '../../../core/run/trained';
import type { NetworkEvent } from '../../../ml/training/network-events';
import type { TrainEvent } from '../../protocol';
import { PauseGate } from './pause-gate';
import { follow } from './follow';
import type { Work } from './strategy';

beforeAll(() => setBackend('cpu'));

const record = {
  epoch: 1,
  trainLoss: 1,
  trainAccuracy: 0.5,
  validationLoss: 1,
  validationAccuracy: 0.5,
  learningRate: 0.1,
  seconds: 1,
  monitored: { metric: 'macro-f1', value: 0.5 },
} as const;

async function* events(): AsyncGenerator<NetworkEvent> {
  await Promise.resolve();
  yield { kind: 'phase', phase: 'Compiling shaders', count: { done: 1, total: 2, unit: 'shaders' } };
  yield { kind: 'batches', epoch: 1, first: 1, losses: [1, 2] };
  yield { kind: 'note', note: 'It is slower than it could be.' };
  yield { kind: 'epoch', record, confusion: Int32Array.of(1, 0), kept: new Map() };
}

describe('following a training', () => {
  it('passes on progress, losses, epochs and notes', async () => {
    const told: TrainEvent[] = [];
    const notes: string[] = [];
    const { signal } = new AbortController();
    const work: Pick<Work, 'emit' | 'note' | 'announce' | 'gate' | 'signal' | 'epochEnded'> = {
      emit: (event) => told.push(event),
      note: (text) => notes.push(text),
      announce: () => undefined,
      gate: new PauseGate(signal, () => undefined),
      signal,
      epochEnded: () => Promise.resolve(),
    };
    const trained: Trained = { kind: 'network', tensors: new Map() };
    expect(await follow(events(), work, 2, () => trained)).toBe(trained);
    expect(notes).toEqual(['It is slower than it could be.']);
    const progress = told.flatMap((event) => (event.kind === 'progress' ? event.progress : []));
    expect(progress).toContainEqual(
      expect.objectContaining({ phase: 'Compiling shaders', done: 1, total: 2 }),
    );
    expect(progress.at(-1)).toMatchObject({ phase: 'Training', done: 2, total: 2 });
    expect(told.filter(({ kind }) => kind !== 'progress')).toEqual([
      { kind: 'batches', epoch: 1, first: 1, losses: [1, 2] },
      { kind: 'epoch', record, confusion: [1, 0] },
    ]);
  });
});
