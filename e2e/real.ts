/** The base of tests on the real table and posters: each says so if ../shared is missing. */
import { sharedTmdb } from '../scripts/lib/paths.mjs';
import { expect, test as story } from './story';

export const test = story.extend<{ realData: string }>({
  realData: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, info) => {
      const folder = sharedTmdb();
      info.skip(folder === null, '../shared/data/tmdb is missing');
      await use(folder ?? '');
    },
    { auto: true },
  ],
});

export { expect };
