/** Experiment 1 of write-up A: one question, one network, four ways to make a poster square. */
import {
  BUNDLED_DIFFERS,
  BUNDLED_HEAD,
  COMEDY_OR_HORROR,
  FINE_TUNED,
  OPTIMIZER_UNSAID,
  RESNET18,
} from './parts';
import { percent, preset, type RunSpec } from './preset';

const fit = (
  id: 'stretch' | 'centre-crop' | 'pad' | 'random-crop',
  name: string,
  printed: string,
): RunSpec => ({
  id,
  name,
  settings: { images: { fit: id, width: 224, height: 224 } },
  published: [percent('accuracy', printed, { about: true })],
});

const FITS: readonly RunSpec[] = [
  fit('stretch', 'Plain resize', '80'),
  fit('centre-crop', 'Centre crop', '80'),
  fit('pad', 'Padded', '85'),
  fit('random-crop', 'Random crop of 280', '85'),
];

export const FOUR_FITS = preset({
  id: 'four-fits',
  title: 'Comedy or horror, four preprocessings',
  description:
    'The same films, split and seed, with posters fitted to 224 × 224 in four ways: does it matter how a poster is made square?',
  writeUp: 'A',
  counterpart: 'four-fits-bundled',
  posters: 2000,
  differs: [OPTIMIZER_UNSAID],
  settings: {
    task: { kind: 'genre', classes: COMEDY_OR_HORROR, perClass: 1000 },
    backbone: RESNET18,
    ...FINE_TUNED,
    training: { epochs: 20 },
  },
  runs: FITS,
});

export const FOUR_FITS_BUNDLED = preset({
  id: 'four-fits-bundled',
  title: 'Comedy or horror, four preprocessings, bundled network',
  description:
    'The four preprocessings with a head on the bundled network: a run takes seconds on any machine, and nothing is downloaded.',
  writeUp: 'A',
  counterpart: 'four-fits',
  posters: 2000,
  differs: [BUNDLED_DIFFERS, 'The 400 most popular films of each genre instead of 1,000.'],
  settings: { task: { kind: 'genre', classes: COMEDY_OR_HORROR, perClass: 400 }, ...BUNDLED_HEAD },
  runs: FITS,
});
