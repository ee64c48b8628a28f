/** Leaves out films whose poster has too few pixels: what write-up D would have left out next. */
import { isLowResolution } from '../pixels/low-resolution';
import type { Rule } from './rule';

export const lowResolution: Rule = {
  id: 'low-resolution',
  title: 'Low resolution',
  description: 'The poster is narrower or lower than the least size chosen.',
  ofPoster: true,
  judge:
    ({ resolution }, factsOf) =>
    (film) => {
      const facts = factsOf(film);
      return facts !== null && isLowResolution(facts, resolution);
    },
};
