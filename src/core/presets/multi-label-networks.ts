/** Networks of write-up C: ResNet34 on 35,000 posters, and its own convolutional network. */
import {
  BUNDLED_DIFFERS,
  BUNDLED_HEAD,
  FINE_TUNED,
  FROM_SCRATCH,
  OPTIMIZER_UNSAID,
  RESNET34,
  SQUARE,
  THREE_BLOCKS,
} from './parts';
import { percent, plain, preset, type PublishedFigure, type Settings } from './preset';
import { allGenres } from './write-up-c';

function ofGenre(
  label: string,
  recall: string,
  precision: string,
  f1: string,
  films: string,
): PublishedFigure[] {
  return [
    plain('recall', recall, { label }),
    plain('precision', precision, { label }),
    plain('f1', f1, { label }),
    plain('support', films, { label }),
  ];
}

const PUBLISHED = [
  percent('accuracy', '90.62'),
  percent('exact-match', '12.49'),
  percent('any-match', '38.26'),
  plain('log-loss', '0.2486'),
  plain('hamming-loss', '0.0938'),
  ...ofGenre('Animation', '.44', '.84', '.58', '135'),
  ...ofGenre('Comedy', '.40', '.77', '.52', '1135'),
  ...ofGenre('Drama', '.39', '.68', '.50', '1558'),
  ...ofGenre('Horror', '.32', '.52', '.40', '406'),
  ...ofGenre('Family', '.23', '.75', '.35', '233'),
];

const QUESTION = {
  ...allGenres(35_000),
  loss: { kind: 'binary-cross-entropy' },
} satisfies Settings;

export const RESNET34_GENRES = preset({
  id: 'genres-resnet34',
  title: 'All genres, ResNet34',
  description:
    '28,000 training, 3,500 validation and 3,500 test posters, 20 sigmoids, 50 epochs: figures over all genres, and recall, precision and F1 of each.',
  writeUp: 'C',
  counterpart: 'genres-resnet34-bundled',
  posters: 35_000,
  differs: [OPTIMIZER_UNSAID],
  settings: { ...QUESTION, images: SQUARE, backbone: RESNET34, ...FINE_TUNED, training: { epochs: 50 } },
  published: PUBLISHED,
});

export const RESNET34_GENRES_BUNDLED = preset({
  id: 'genres-resnet34-bundled',
  title: 'All genres, bundled network',
  description: 'The same question with a head on the bundled network; nothing is downloaded.',
  writeUp: 'C',
  counterpart: 'genres-resnet34',
  posters: 35_000,
  differs: [BUNDLED_DIFFERS],
  settings: { ...QUESTION, images: SQUARE, ...BUNDLED_HEAD },
  published: PUBLISHED,
});

export const OWN_CNN = preset({
  id: 'genres-own-cnn',
  title: 'All genres, a small network from scratch',
  description:
    'Blocks of convolution and max pooling with more filters in deeper layers, dropout, flatten, dense, sigmoid, Adam; nothing pretrained.',
  writeUp: 'C',
  differs: [
    'The paper gives neither image size nor filters; here: 96 × 160 pixels, three blocks of 32, 64 and 128 filters, a dense layer of 128.',
  ],
  settings: {
    ...QUESTION,
    images: { fit: 'stretch', width: 96, height: 160 },
    backbone: THREE_BLOCKS,
    ...FROM_SCRATCH,
    training: { epochs: 20 },
  },
  published: [
    percent('exact-match', '8', { note: 'development side' }),
    percent('any-match', '44.5', { note: 'development side' }),
    { ...plain('accuracy', '.885', { note: 'development side' }), digits: 1 },
    plain('hamming-loss', '.115', { note: 'development side' }),
  ],
});
