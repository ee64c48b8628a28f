/** Experiment 1 of write-up A at its best preprocessing, with the bundled network. */
import { BUNDLED_DIFFERS, COMEDY_OR_HORROR, FILMS } from './parts';
import { percent, preset } from './preset';

export const COMEDY_OR_HORROR_BUNDLED = preset({
  id: 'comedy-or-horror',
  title: 'Comedy or horror',
  description:
    'Tells comedies from horror films by their posters: the 400 most popular of each, by the first genre listed.',
  writeUp: 'A',
  counterpart: 'four-fits',
  posters: 2000,
  differs: [
    BUNDLED_DIFFERS,
    '800 posters, so that a collection of 8,000 is enough; 192 × 288 pixels instead of 224 × 224.',
  ],
  settings: { task: { kind: 'genre', classes: COMEDY_OR_HORROR, perClass: 400 }, ...FILMS },
  published: [percent('accuracy', '85', { note: 'padded', about: true })],
});
