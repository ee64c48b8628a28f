/** Small hand-made runs for the stores' tests: two classes, four films. */
import { defaultRecipe } from '../../core/recipe/recipe';
import { genreHead } from '../../core/heads';
import type { EpochRecord, Run } from '../../core/run/run';

/** Compared with other epochs by the loss. */
export function epoch(number: number, validationLoss: number): EpochRecord {
  return {
    epoch: number,
    trainLoss: 1 / number,
    trainAccuracy: 0.5,
    validationLoss,
    validationAccuracy: 0.5,
    learningRate: 0.001,
    seconds: 0.1,
    monitored: { metric: 'loss', value: validationLoss },
  };
}

export function smallRun(id: string, createdAt: string, change: Partial<Run> = {}): Run {
  return {
    version: 2,
    id,
    createdAt,
    status: 'finished',
    recipe: defaultRecipe(),
    software: '0.1.0',
    fingerprint: 'ab'.repeat(32),
    device: { backend: 'cpu', device: 'test', reason: 'The test asked for it.' },
    classNames: ['Comedy', 'Horror'],
    heads: [genreHead(['Comedy', 'Horror'])],
    funnel: [],
    join: { matched: 4, missing: 0, unused: 0, duplicate: 0, undecodable: 0, by: {} },
    sizes: { train: 2, validation: 2, test: 0 },
    history: [epoch(1, 0.7), epoch(2, 0.6)],
    keptEpoch: 2,
    predictions: {
      keys: ['a', 'b', 'c', 'd'],
      files: ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'],
      titles: ['A', 'B', 'C', 'D'],
      splits: ['train', 'train', 'validation', 'validation'],
      actual: Int32Array.of(0, 1, 0, 1),
      answers: Float32Array.of(0, 1, 0, 1),
      probabilities: Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.7, 0.3),
    },
    timings: { training: 1 },
    ...change,
  };
}
