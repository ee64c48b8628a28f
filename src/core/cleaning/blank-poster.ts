/** Leaves out films with a picture made in place of a poster, such as a title on a grey card: it is flat. */
import { isBlank } from '../pixels/blank';
import type { Rule } from './rule';

export const blankPoster: Rule = {
  id: 'blank-poster',
  title: 'Blank poster',
  description:
    'The picture is nearly all of one colour or one brightness, as cards made in place of a poster are.',
  ofPoster: true,
  judge:
    ({ blank }, factsOf) =>
    (film) => {
      const facts = factsOf(film);
      return facts !== null && isBlank(facts, blank);
    },
};
