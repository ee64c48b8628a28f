/** Experiment 1 of write-up B: the score in five bins. */
import { BUNDLED_DIFFERS, BUNDLED_HEAD, FINE_TUNED, OPTIMIZER_UNSAID, RESNET18, SQUARE } from './parts';
import { percent, preset, type Settings } from './preset';

const QUESTION = {
  cleaning: { rules: ['no-poster-path'] },
  task: { kind: 'score-bins', edges: [0, 2, 4, 6, 8, 10], leastVotes: 0 },
  split: { validation: 0.1, test: 0.1 },
  images: SQUARE,
} satisfies Settings;
const PUBLISHED = [percent('accuracy', '66', { note: 'test side' })];
const DIFFERS = [
  'The paper gives no shares of its three sides: 80 / 10 / 10 here.',
  'Films that nobody has rated have score 0 and are in the first bin, since the paper names no rule against it.',
];

export const SCORE_BINS = preset({
  id: 'score-bins',
  title: 'Score in five bins, ResNet18',
  description:
    'Votes cut into [0,2) [2,4) [4,6) [6,8) [8,10], training, validation and test, ten epochs: test accuracy and the confusion matrix, beside always saying the commonest bin.',
  writeUp: 'B',
  counterpart: 'score-bins-bundled',
  differs: [...DIFFERS, OPTIMIZER_UNSAID],
  settings: { ...QUESTION, backbone: RESNET18, ...FINE_TUNED, training: { epochs: 10 } },
  published: PUBLISHED,
});

export const SCORE_BINS_BUNDLED = preset({
  id: 'score-bins-bundled',
  title: 'Score in five bins, bundled network',
  description: 'The five bins with a head on the bundled network: nothing is fetched.',
  writeUp: 'B',
  counterpart: 'score-bins',
  differs: [BUNDLED_DIFFERS, ...DIFFERS],
  settings: { ...QUESTION, ...BUNDLED_HEAD, training: { epochs: 10 } },
  published: PUBLISHED,
});
