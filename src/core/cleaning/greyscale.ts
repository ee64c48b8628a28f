/** Leaves out films whose poster is greyscale, measured on its pixels. Write-up D. */
import { isGreyscale } from '../pixels/greyscale';
import type { Rule } from './rule';

export const greyscale: Rule = {
  id: 'greyscale',
  title: 'Greyscale poster',
  description: 'Hardly a pixel of the poster has a colour.',
  ofPoster: true,
  judge:
    ({ greyscale: { share } }, factsOf) =>
    (film) => {
      const facts = factsOf(film);
      return facts !== null && isGreyscale(facts, share);
    },
};
