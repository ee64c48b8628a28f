/** Write-up D: five networks, augmentation until genres are more even, early stopping, two optimizers. */
import { pipeline } from '../recipe/augmentation';
import {
  BUNDLED_DIFFERS,
  BUNDLED_HEAD,
  ELEVEN_LAYERS,
  FINE_TUNED,
  FROM_SCRATCH,
  RESNET18,
  RESNET34,
  RESNET50V2,
  VGG16,
} from './parts';
import { percent, plain, preset, type RunSpec, type Settings } from './preset';
import { EPOCHS_D, IMAGES_UNSAID, QUESTION_D, STOPPING_D } from './write-up-d';

/** As published: before augmentation, after it, and with early stopping. */
const BEFORE = [percent('accuracy', '88'), plain('posters', '31538')];
const AFTER = [percent('accuracy', '89'), plain('posters-after-balancing', '44182')];
const STOPPED = [percent('accuracy', '90.34'), plain('epochs', '8')];
const BALANCED: Settings = { balance: { sampling: 'over' }, augmentation: pipeline('write-up-d') };
const BALANCED_DIFFERS =
  'Copies are made by ML-ROS (Charte et al. 2015) and redrawn in every epoch; the source gives neither its rule nor its ranges. It trained in two halves for lack of memory; here posters are streamed.';

export const BALANCE = preset({
  id: 'genres-balanced',
  title: 'All genres, ResNet34 before and after augmentation',
  description:
    'ResNet34 on the original posters, with rare genres augmented (zoom, brightness, rotation), and with early stopping.',
  writeUp: 'D',
  counterpart: 'genres-balanced-bundled',
  posters: 31_538,
  differs: [IMAGES_UNSAID],
  settings: { ...QUESTION_D, backbone: RESNET34, ...FINE_TUNED, training: EPOCHS_D },
  runs: [
    { id: 'before', name: 'Before augmentation', published: BEFORE },
    {
      id: 'after',
      name: 'After augmentation',
      settings: BALANCED,
      published: AFTER,
      differs: [BALANCED_DIFFERS],
    },
    {
      id: 'early-stopping',
      name: '+ early stopping',
      settings: { ...BALANCED, stopping: STOPPING_D, training: { ...EPOCHS_D, epochs: 300 } },
      published: STOPPED,
      differs: [
        BALANCED_DIFFERS,
        'It stops after three epochs without a lower validation loss; the source gives no patience.',
      ],
    },
  ],
});

export const BALANCE_BUNDLED = preset({
  id: 'genres-balanced-bundled',
  title: 'All genres since 1980, bundled network',
  description:
    'The same films with a head on the bundled network: unbalanced, with rare genres repeated, and with early stopping. Nothing is downloaded.',
  writeUp: 'D',
  counterpart: 'genres-balanced',
  posters: 31_538,
  differs: [BUNDLED_DIFFERS, 'Each poster’s features are computed once, so its copies are identical.'],
  settings: { ...QUESTION_D, ...BUNDLED_HEAD },
  runs: [
    { id: 'before', name: 'Unbalanced', published: BEFORE },
    {
      id: 'after',
      name: 'Oversampled',
      settings: { balance: { sampling: 'over' } },
      published: AFTER,
    },
    {
      id: 'early-stopping',
      name: '+ early stopping',
      settings: {
        balance: { sampling: 'over' },
        stopping: STOPPING_D,
        training: { ...EPOCHS_D, epochs: 300 },
      },
      published: STOPPED,
    },
  ],
});

const ELEVEN: Settings = {
  backbone: ELEVEN_LAYERS,
  ...FROM_SCRATCH,
  images: { fit: 'stretch', width: 96, height: 96 },
};

const NETWORKS: readonly RunSpec[] = [
  { id: 'resnet34', name: 'ResNet34' },
  { id: 'resnet18', name: 'ResNet18', settings: { backbone: RESNET18 } },
  {
    id: 'resnet50v2',
    name: 'ResNet50V2',
    settings: { backbone: RESNET50V2 },
    differs: ['timm’s weights of this network, not Keras’s.'],
  },
  {
    id: 'vgg16',
    name: 'VGG16',
    settings: { backbone: VGG16 },
    published: [percent('accuracy', '89.35')],
    differs: ['Average pooling instead of the dense layers.'],
  },
  {
    id: 'eleven-layers',
    name: '11-layer network',
    settings: ELEVEN,
    published: [percent('accuracy', '89.35')],
    differs: ['From scratch, as in the poster, on 96 × 96 pixels.'],
  },
];

export const FIVE_NETWORKS = preset({
  id: 'five-networks',
  title: 'All genres, five networks',
  description:
    'ResNet34, ResNet18, ResNet50V2, VGG16 and an 11-layer network on the same films: 20 sigmoids, binary cross entropy, Adam, 75/25.',
  writeUp: 'D',
  posters: 31_538,
  differs: [IMAGES_UNSAID],
  settings: {
    ...QUESTION_D,
    backbone: RESNET34,
    ...FINE_TUNED,
    stopping: STOPPING_D,
    training: EPOCHS_D,
  },
  runs: NETWORKS,
});

export const TWO_OPTIMIZERS = preset({
  id: 'two-optimizers',
  title: 'All genres, Adam or SGD',
  description: 'The 11-layer network with Adam and with SGD at 0.001, batches of 32. Nothing is downloaded.',
  writeUp: 'D',
  posters: 31_538,
  differs: ['The source does not say which optimizer gave which figure.'],
  settings: { ...QUESTION_D, ...ELEVEN, training: EPOCHS_D },
  runs: [
    { id: 'adam', name: 'Adam', published: [percent('accuracy', '89.35')] },
    {
      id: 'sgd',
      name: 'SGD, 0.001',
      settings: { optimizer: { kind: 'sgd', learningRate: 0.001, momentum: 0 } },
    },
  ],
});

export const LOW_RESOLUTION = preset({
  id: 'low-resolution',
  title: 'All genres without low-resolution posters',
  description:
    'The authors’ future work: do low-resolution posters do harm? The same network with and without them.',
  writeUp: 'D',
  futureWork: true,
  posters: 31_538,
  differs: [
    BUNDLED_DIFFERS,
    'The two runs use different films, so their figures are not compared film by film.',
  ],
  settings: { ...QUESTION_D, ...BUNDLED_HEAD },
  runs: [
    { id: 'with', name: 'All posters' },
    {
      id: 'without',
      name: 'Without low resolution',
      settings: {
        cleaning: {
          ...QUESTION_D.cleaning,
          rules: [...QUESTION_D.cleaning.rules, 'low-resolution'],
        },
      },
    },
  ],
});
