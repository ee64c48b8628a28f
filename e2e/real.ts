/** What tests on the real table and posters stand on: each says so where ../shared is missing. */
import { sharedTmdb } from '../scripts/lib/paths.mjs';
import { expect, test } from './story';

test.beforeEach(() => {
  test.skip(!sharedTmdb(), '../shared/data/tmdb is missing');
});

export { expect, test };
