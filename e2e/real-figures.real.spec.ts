/**
 * The figures that the studio must reach on real posters: two presets, seeds 1 to 5, features of the bundled
 * backbone, a trained head.
 */
import { mean } from '../src/core/metrics';
import { presetById } from '../src/core/presets';
import { figuresOf, type Figures } from '../src/core/run/figures';
import { expect, test } from './real';
import { realStudio } from './real-studio';

const SEEDS = [1, 2, 3, 4, 5];
const studio = realStudio();

async function validationOf(preset: string): Promise<Figures[]> {
  const all: Figures[] = [];
  for (const seed of SEEDS) {
    const recipe = { ...presetById(preset).recipe, seed };
    const run = await studio.train(recipe, 'auto');
    const figures = figuresOf(run, 'validation');
    all.push(figures);
    const { values, samples } = figures;
    console.log(
      `${preset}, seed ${seed}: ${samples} films, accuracy ${values.accuracy.toFixed(4)}, top-3 ${values['top-3'].toFixed(4)}`,
    );
  }
  return all;
}

test('comedy or horror: mean validation accuracy at least 0.83', async () => {
  const figures = await validationOf('comedy-or-horror');
  expect(figures.every(({ samples }) => samples === 160)).toBe(true);
  const accuracy = mean(figures.map((each) => each.values.accuracy));
  console.log(`comedy-or-horror, mean of seeds 1 to 5: accuracy ${accuracy.toFixed(4)}`);
  expect(accuracy).toBeGreaterThanOrEqual(0.83);
});

test('ten genres: mean top-1 at least 0.22, top-3 at least 0.51', async () => {
  const figures = await validationOf('ten-genres');
  expect(figures.every(({ classes }) => classes.length === 10)).toBe(true);
  const top1 = mean(figures.map((each) => each.values.accuracy));
  const top3 = mean(figures.map((each) => each.values['top-3']));
  console.log(`ten-genres, mean of seeds 1 to 5: top-1 ${top1.toFixed(4)}, top-3 ${top3.toFixed(4)}`);
  expect(top1).toBeGreaterThanOrEqual(0.22);
  expect(top3).toBeGreaterThanOrEqual(0.51);
});
