/** Experiment 2 of write-up A, its gallery, and its cleaning: ten first genres, the most popular films of each. */
import { BUNDLED_DIFFERS, FILMS, FINE_TUNED, OPTIMIZER_UNSAID, RESNET18, SQUARE } from './parts';
import { percent, plain, preset } from './preset';

const TEN = { by: 'top', count: 10 } as const;
const PUBLISHED = [
  percent('accuracy', '32', { note: '1,000 posters a genre', about: true }),
  percent('top-3', '65', { note: '1,000 posters a genre', about: true }),
];
/** Of 45,466 rows, by the five rules of every preset of this write-up. */
const CLEANED = [plain('films-after-cleaning', '40727'), plain('posters', '10000')];

export const TEN_GENRES_BUNDLED = preset({
  id: 'ten-genres',
  title: 'Ten genres',
  description:
    'Tells the ten most frequent first genres apart, with the 177 most popular films of each, so that every genre weighs the same.',
  writeUp: 'A',
  counterpart: 'ten-genres-resnet18',
  posters: 10_000,
  differs: [
    BUNDLED_DIFFERS,
    '177 posters of each genre, so that 8,000 real ones suffice; 192 × 288 pixels instead of 224 × 224.',
  ],
  settings: { task: { kind: 'genre', classes: TEN, perClass: 177 }, ...FILMS },
  published: PUBLISHED,
});

export const TEN_GENRES_RESNET18 = preset({
  id: 'ten-genres-resnet18',
  title: 'Ten genres, ResNet18',
  description:
    'The 1,000 most popular films of each of the ten most frequent first genres, 80/20, all layers of ResNet18: curves, heatmap, top-1 and top-3.',
  writeUp: 'A',
  counterpart: 'ten-genres',
  posters: 10_000,
  differs: [OPTIMIZER_UNSAID, 'The article does not say which preprocessing it took here: padded.'],
  settings: {
    task: { kind: 'genre', classes: TEN, perClass: 1000 },
    images: SQUARE,
    backbone: RESNET18,
    ...FINE_TUNED,
    training: { epochs: 20 },
  },
  published: [...PUBLISHED, ...CLEANED],
});

export const GALLERY = preset({
  id: 'gallery',
  title: 'Gallery of unseen posters',
  description:
    'Ten genres with a tenth of the films kept apart: Evaluate shows these unseen posters with the predicted genre, right ones and wrong ones.',
  writeUp: 'A',
  posters: 10_000,
  differs: [BUNDLED_DIFFERS, 'Films of the test side instead of posters picked by hand.'],
  settings: {
    task: { kind: 'genre', classes: TEN, perClass: 177 },
    split: { validation: 0.2, test: 0.1 },
    ...FILMS,
  },
});
