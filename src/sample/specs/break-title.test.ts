import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { breakTitle, isSmallLine } from './break-title';

it.each([
  ['SIGNAL', 9, ['SIGNAL']],
  ['MAGNETIC SIGNAL', 10, ['MAGNETIC', 'SIGNAL']],
  ['FOUR STARS FOR RUNA', 12, ['FOUR STARS', 'FOR RUNA']],
  ['THE LAST RIDER OF DUNLEY', 11, ['THE', 'LAST RIDER', 'OF DUNLEY']],
  ['TRANSMISSION', 5, ['TRANSMISSION']],
])('%s', (title, characters, lines) => expect(breakTitle(title, characters)).toEqual(lines));

it('recognises lines that are set small', () => {
  expect(isSmallLine('OF THE')).toBe(true);
  expect(isSmallLine('OF THEM')).toBe(false);
});

it('keeps every word, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[A-Z]{1,9}$/), { minLength: 1, maxLength: 7 }), (words) => {
      expect(breakTitle(words.join(' '), 10).join(' ')).toBe(words.join(' '));
    }),
  );
});
