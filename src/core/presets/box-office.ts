/** Experiment 3 of write-up A: did a film pay? Six networks and tricks, and the two halves of Bag of Tricks. */
import { pipeline } from '../recipe/augmentation';
import { BUNDLED_DIFFERS, BUNDLED_HEAD, FINE_TUNED, RESNET18, SQUARE } from './parts';
import { plain, preset, type RunSpec, type Settings } from './preset';

const TASK: Settings['task'] = { kind: 'box-office', threshold: 1 };

function published(accuracy: string, seconds: string): RunSpec['published'] {
  // printed as a share, not as a percentage
  return [{ ...plain('accuracy', accuracy), digits: 2 }, plain('seconds-an-epoch', seconds)];
}

/** He et al. 2018, figure 2: deep stem and average-pool; torchvision's ResNet18 already has tweak B. */
const TWEAKED = { family: 'resnet', size: 'resnet18', tweakC: true, tweakD: true } as const;
const TWEAKED_WEIGHTS = { kind: 'hub', repo: 'timm/resnet18d.ra2_in1k' } as const;
const TWEAKED_DIFFERS =
  'The weights are timm’s ResNet18-D, pretrained with these tweaks; the article does not say which weights it started from.';

/** He et al. 2018, sections 3 and 5. Weight decay excludes biases and norms with every optimizer. */
const TRAINING_TRICKS = {
  optimizer: { kind: 'adamw', learningRate: 0.0001 },
  schedule: { kind: 'cosine', warmUp: 5 },
  loss: { kind: 'softmax-cross-entropy', labelSmoothing: 0.1 },
  mixing: { kind: 'mixup' },
} satisfies Settings;

const RUNS: readonly RunSpec[] = [
  { id: 'resnet18', name: 'ResNet18', published: published('0.6809', '8') },
  {
    id: 'bag-of-tricks',
    name: '+ Bag of Tricks',
    settings: {
      backbone: { architecture: { ...TWEAKED, zeroGamma: true }, weights: TWEAKED_WEIGHTS },
      ...TRAINING_TRICKS,
    },
    published: published('0.6968', '35'),
    differs: [TWEAKED_DIFFERS],
  },
  {
    id: 'mish',
    name: '+ Mish',
    settings: {
      backbone: {
        ...RESNET18,
        architecture: { family: 'resnet', size: 'resnet18', activation: 'mish' },
      },
    },
    published: published('0.7021', '13'),
  },
  {
    id: 'bag-of-tricks-mish',
    name: '+ Bag of Tricks + Mish',
    settings: {
      backbone: {
        architecture: { ...TWEAKED, zeroGamma: true, activation: 'mish' },
        weights: TWEAKED_WEIGHTS,
      },
      ...TRAINING_TRICKS,
    },
    published: published('0.6915', '40'),
    differs: [TWEAKED_DIFFERS],
  },
  {
    id: 'deep-and-wide',
    name: 'Deep & Wide',
    settings: {
      backbone: { architecture: { family: 'deep-and-wide' }, weights: { kind: 'random' } },
      optimizer: { kind: 'adam', learningRate: 0.001 },
    },
    published: published('0.6879', '47'),
    differs: [
      'Both branches start from random weights with a learning rate of 0.001: a recipe has one source of weights, and the article used two pretrained networks.',
    ],
  },
  {
    id: 'augmentation',
    name: '+ augmentation',
    settings: { augmentation: pipeline('write-up-a') },
    published: published('0.7037', '8'),
  },
];

const DIFFERS = [
  'The article does not say how it treated films whose budget or revenue is 0: here they are left out and counted in Prepare.',
  'It names neither optimizer nor learning rate; here: Adam at 0.0001, batches of 32.',
];

const SETTINGS = {
  task: TASK,
  images: SQUARE,
  backbone: RESNET18,
  ...FINE_TUNED,
  training: { epochs: 20 },
} satisfies Settings;

export const BOX_OFFICE = preset({
  id: 'box-office',
  title: 'Did it pay, six networks',
  description:
    'Revenue at least as large as the budget, or not: ResNet18, Bag of Tricks, Mish, both, Deep & Wide, and augmentation, with seconds per epoch.',
  writeUp: 'A',
  counterpart: 'box-office-bundled',
  differs: DIFFERS,
  settings: SETTINGS,
  runs: RUNS,
});

export const BAG_OF_TRICKS = preset({
  id: 'bag-of-tricks',
  title: 'Did it pay, Bag of Tricks in two halves',
  description:
    'Which half of Bag of Tricks makes the difference: the architecture’s (deep stem, average-pool) or the training’s (zero-γ, warm-up, cosine, label smoothing, mixup)?',
  writeUp: 'A',
  differs: [...DIFFERS, 'The article only ran both halves together.'],
  settings: SETTINGS,
  runs: [
    RUNS[0],
    {
      id: 'architecture',
      name: '+ architecture half',
      settings: { backbone: { architecture: TWEAKED, weights: TWEAKED_WEIGHTS } },
      differs: [TWEAKED_DIFFERS],
    },
    {
      id: 'training',
      name: '+ training half',
      settings: {
        backbone: { ...RESNET18, architecture: { family: 'resnet', size: 'resnet18', zeroGamma: true } },
        ...TRAINING_TRICKS,
      },
      differs: ['Zero-γ has no effect when pretrained weights replace the norms’ initial values.'],
    },
    RUNS[1],
  ],
});

export const BOX_OFFICE_BUNDLED = preset({
  id: 'box-office-bundled',
  title: 'Did it pay, bundled network',
  description:
    'The same question without any download: a head on the bundled network, plain and with those training tricks that apply to a head.',
  writeUp: 'A',
  counterpart: 'box-office',
  differs: [BUNDLED_DIFFERS, DIFFERS[0], 'Architecture tweaks have no counterpart in a head.'],
  settings: { task: TASK, images: SQUARE, ...BUNDLED_HEAD },
  runs: [
    { id: 'head', name: 'Head', published: RUNS[0].published },
    {
      id: 'training-tricks',
      name: '+ warm-up, cosine, label smoothing',
      settings: {
        optimizer: { kind: 'adamw' },
        schedule: TRAINING_TRICKS.schedule,
        loss: TRAINING_TRICKS.loss,
      },
      differs: ['Mixup and zero-γ are left out, because each poster’s features are computed only once.'],
    },
  ],
});
