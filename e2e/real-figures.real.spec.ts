/**
 * The figures that the studio must reach on real posters: two presets, seeds 1 to 5, features of the bundled
 * backbone, a trained head.
 */
import path from 'node:path';
import { openFiles } from '../scripts/headless/open-files';
import { callStudio, openStudioPage, type StudioPage } from '../scripts/headless/studio-page';
import { sharedTmdb } from '../scripts/lib/paths.mjs';
import { presetById } from '../src/core/recipe/presets';
import { figuresOf, type Figures } from '../src/core/run/figures';
import { expect, test } from './real';

// recording every step of ten trainings only slows them
test.use({ trace: 'off', screenshot: 'off' });

const SEEDS = [1, 2, 3, 4, 5];
let studio: StudioPage;

test.beforeAll(async () => {
  const folder = sharedTmdb();
  test.skip(!folder, '../shared/data/tmdb is missing');
  if (!folder) return;
  studio = await openStudioPage({ cache: null });
  await openFiles(studio.page, [path.join(folder, 'movies_metadata.csv'), path.join(folder, 'posters')]);
});
test.afterAll(() => studio?.close());

async function validationOf(preset: string): Promise<Figures[]> {
  const all: Figures[] = [];
  for (const seed of SEEDS) {
    const recipe = { ...presetById(preset).recipe, seed };
    const run = await callStudio(studio.page, 'engine', 'train', { recipe, backend: 'auto' });
    const figures = figuresOf(run, 'validation');
    all.push(figures);
    const { accuracy, top3, samples } = figures;
    console.log(
      `${preset}, seed ${seed}: ${samples} films, accuracy ${accuracy.toFixed(4)}, top-3 ${top3.toFixed(4)}`,
    );
  }
  return all;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test('comedy or horror: mean validation accuracy at least 0.83', async () => {
  const figures = await validationOf('comedy-or-horror');
  expect(figures.every(({ samples }) => samples === 160)).toBe(true);
  const accuracy = mean(figures.map((each) => each.accuracy));
  console.log(`comedy-or-horror, mean of seeds 1 to 5: accuracy ${accuracy.toFixed(4)}`);
  expect(accuracy).toBeGreaterThanOrEqual(0.83);
});

test('ten genres: mean top-1 at least 0.22, top-3 at least 0.51', async () => {
  const figures = await validationOf('ten-genres');
  expect(figures.every(({ classes }) => classes.length === 10)).toBe(true);
  const top1 = mean(figures.map((each) => each.accuracy));
  const top3 = mean(figures.map((each) => each.top3));
  console.log(`ten-genres, mean of seeds 1 to 5: top-1 ${top1.toFixed(4)}, top-3 ${top3.toFixed(4)}`);
  expect(top1).toBeGreaterThanOrEqual(0.22);
  expect(top3).toBeGreaterThanOrEqual(0.51);
});
