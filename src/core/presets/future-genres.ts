/** Future work of write-up C: sampling and augmentation against class imbalance, other targets, all at once. */
import { pipeline } from '../recipe/augmentation';
import { BUNDLED_DIFFERS, BUNDLED_HEAD, FINE_TUNED, RESNET34, SQUARE } from './parts';
import { preset, type Settings } from './preset';
import { allGenres, CLEANED, thirds } from './write-up-c';

const GENRES = { ...allGenres(null), images: SQUARE } satisfies Settings;

export const SAMPLING = preset({
  id: 'genres-sampling',
  title: 'All genres, balanced by sampling',
  description:
    'Rare genres repeated, common ones left out, or weighted in the loss, for training films only: does it help the rare genres?',
  writeUp: 'C',
  futureWork: true,
  differs: [BUNDLED_DIFFERS],
  settings: { ...GENRES, ...BUNDLED_HEAD },
  runs: [
    { id: 'as-it-is', name: 'Unbalanced' },
    { id: 'over', name: 'Oversampled', settings: { balance: { sampling: 'over' } } },
    { id: 'under', name: 'Undersampled', settings: { balance: { sampling: 'under' } } },
    {
      id: 'weights',
      name: 'Positive-class weights',
      settings: { loss: { kind: 'binary-cross-entropy', positiveWeights: 'balanced' } },
    },
  ],
});

export const AUGMENTED_SAMPLING = preset({
  id: 'genres-augmentation',
  title: 'All genres, balanced by augmentation',
  description: 'Rare genres repeated with zoom, rotation and brightness, so that no two copies are alike.',
  writeUp: 'C',
  futureWork: true,
  settings: { ...GENRES, backbone: RESNET34, ...FINE_TUNED, training: { epochs: 20 } },
  runs: [
    { id: 'as-it-is', name: 'Unbalanced' },
    {
      id: 'augmented',
      name: 'Oversampled and augmented',
      settings: { balance: { sampling: 'over' }, augmentation: pipeline('write-up-d') },
    },
  ],
});

const TARGETS: Settings = { cleaning: CLEANED, split: thirds(null), images: SQUARE, ...BUNDLED_HEAD };

export const OTHER_TARGETS = preset({
  id: 'other-targets',
  title: 'Other targets',
  description:
    'What else a poster may reveal: the score, the revenue, whether the film paid. One network for each, compared with its baseline.',
  writeUp: 'C',
  futureWork: true,
  differs: [BUNDLED_DIFFERS],
  settings: TARGETS,
  runs: [
    { id: 'score', name: 'Score', settings: { task: { kind: 'score' } } },
    { id: 'revenue', name: 'Revenue', settings: { task: { kind: 'revenue' } } },
    { id: 'box-office', name: 'Did it pay', settings: { task: { kind: 'box-office' } } },
    { id: 'score-bins', name: 'Score in bins', settings: { task: { kind: 'score-bins' } } },
  ],
});

export const ALL_AT_ONCE = preset({
  id: 'all-at-once',
  title: 'All targets at once',
  description:
    'One network with a head for each target: genres, did it pay, score in bins, score, revenue. Missing answers are masked.',
  writeUp: 'C',
  futureWork: true,
  differs: [BUNDLED_DIFFERS],
  settings: { ...TARGETS, task: { kind: 'all' } },
});
