/** Experiment 2 of write-up B: genres as labels, four runs, each adding one change to the one before. */
import { BUNDLED_DIFFERS, BUNDLED_HEAD, FINE_TUNED, RESNET18, SQUARE } from './parts';
import { plain, preset, type RunSpec, type Settings } from './preset';

const QUESTION = {
  cleaning: { rules: ['no-genre', 'no-poster-path'] },
  task: { kind: 'genres' },
  split: { validation: 0.1, test: 0.1 },
  images: SQUARE,
} satisfies Settings;

const WEIGHTED = { loss: { kind: 'binary-cross-entropy', positiveWeights: 'balanced' } } satisfies Settings;
const WARMED = { ...WEIGHTED, schedule: { kind: 'constant', warmUp: 1 } } satisfies Settings;

function lines(learningRate: number): RunSpec[] {
  const line = (id: string, name: string, settings: Settings, mAP: string, mAUC: string): RunSpec => ({
    id,
    name,
    settings,
    published: [plain('mean-average-precision', mAP), plain('mean-auc', mAUC)],
  });
  return [
    line('baseline', 'Baseline', { loss: { kind: 'binary-cross-entropy' } }, '0.125', '0.661'),
    line('positive-weights', '+ positive-class weights', WEIGHTED, '0.220', '0.720'),
    line('warm-up', '+ learning-rate warm-up', WARMED, '0.231', '0.729'),
    line('adamw', '+ AdamW', { ...WARMED, optimizer: { kind: 'adamw', learningRate } }, '0.248', '0.722'),
  ];
}

const DIFFERS = [
  'The paper does not give its split, epochs, learning rate or length of warm-up; here: 80 / 10 / 10, ten epochs and one epoch of warm-up; Adam before AdamW.',
];

export const GENRES_ABLATION = preset({
  id: 'genres-ablation',
  title: 'All genres, four-line ablation, ResNet18',
  description:
    'All genres of each film, with binary cross entropy: what positive-class weights, warm-up and AdamW each add to mAP and mAUC.',
  writeUp: 'B',
  counterpart: 'genres-ablation-bundled',
  differs: DIFFERS,
  settings: { ...QUESTION, backbone: RESNET18, ...FINE_TUNED, training: { epochs: 10 } },
  runs: lines(0.0001),
});

export const GENRES_ABLATION_BUNDLED = preset({
  id: 'genres-ablation-bundled',
  title: 'All genres, four-line ablation, bundled network',
  description: 'The same four steps with a head on the bundled network; nothing is downloaded.',
  writeUp: 'B',
  counterpart: 'genres-ablation',
  differs: [BUNDLED_DIFFERS, ...DIFFERS],
  settings: { ...QUESTION, ...BUNDLED_HEAD, training: { epochs: 10 } },
  runs: lines(0.001),
});
