/** The built page with the real table and posters open, shared by all tests of a file. */
import path from 'node:path';
import { openFiles } from '../scripts/headless/open-files';
import { callStudio, openStudioPage, type StudioPage } from '../scripts/headless/studio-page';
import { sharedTmdb } from '../scripts/lib/paths.mjs';
import type { Recipe } from '../src/core/recipe/recipe';
import type { BackendChoice, Run } from '../src/core/run/run';
import { test } from './real';

export interface RealStudio {
  train(recipe: Recipe, backend: BackendChoice): Promise<Run>;
}

/** Call it at the top of a file of tests, which are skipped if ../shared is missing. */
export function realStudio(): RealStudio {
  // recording every step only slows training down
  test.use({ trace: 'off', screenshot: 'off' });
  let studio: StudioPage;
  test.beforeAll(async () => {
    const folder = sharedTmdb();
    test.skip(!folder, '../shared/data/tmdb is missing');
    if (!folder) return;
    studio = await openStudioPage({ cache: null });
    await openFiles(studio.page, [path.join(folder, 'movies_metadata.csv'), path.join(folder, 'posters')]);
  });
  test.afterAll(() => studio?.close());
  return { train: (recipe, backend) => callStudio(studio.page, 'compute', 'train', { recipe, backend }) };
}
