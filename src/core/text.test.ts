/** Counts and their nouns. */
import { expect, test } from 'vitest';
import { counted, noun } from './text';

test('one is singular; zero and several are plural', () => {
  expect([0, 1, 2].map((count) => noun(count, 'film'))).toEqual(['films', 'film', 'films']);
  expect([1, 2].map((count) => noun(count, 'class', 'classes'))).toEqual(['class', 'classes']);
  expect([0, 1, 45466].map((count) => counted(count, 'row'))).toEqual(['0 rows', '1 row', '45,466 rows']);
});
