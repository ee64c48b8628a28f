/** Leaves out films whose title is blank once everything but letters, digits and underscores is gone. */
import type { Rule } from './rule';

/**
 * What Python's `\W` removes from text: all but letters, numbers of any script and the underscore
 * (`str.isalnum() or '_'`: categories L, Nd, Nl, No). Marks are removed, as in Python.
 */
const NOT_A_WORD = /[^\p{L}\p{N}_]/gu;

export const blankTitle: Rule = {
  id: 'blank-title',
  title: 'Blank title',
  description: 'The title holds no letter, digit or underscore of any script.',
  judge: () => (film) => film.title.replace(NOT_A_WORD, '') === '',
};
