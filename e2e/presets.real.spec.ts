/**
 * Every run of every preset, end to end in the page, on a small part of the real films: tens of posters, small
 * pictures, one epoch, random weights instead of downloaded ones. Each must finish, and have every figure that was
 * published for it.
 */
import { atOnce } from '../src/core/at-once';
import { rowWork } from '../src/core/experiments/row';
import { headlineMetrics, shapeOf } from '../src/core/metrics';
import { PRESETS, type PresetRun } from '../src/core/presets';
import { parseRecipe, type Recipe } from '../src/core/recipe/recipe';
import { headFiguresOf } from '../src/core/run/head-figures';
import type { Run } from '../src/core/run/run';
import { expect, test } from './real';
import { realStudio } from './real-studio';

const FILMS = 48;
const SIDE = 64;

const studio = realStudio();

/** Fewer and smaller of everything; the task and the method stay. */
function cut(recipe: Recipe): Recipe {
  const { task, model, backbone, depth } = recipe;
  return parseRecipe({
    ...recipe,
    images: { ...recipe.images, width: SIDE, height: SIDE },
    task: task.kind === 'genre' ? { ...task, perClass: 10 } : task,
    split: { ...recipe.split, films: task.kind === 'genre' ? null : FILMS },
    model: model.kind === 'neighbours' ? { ...model, k: Math.min(model.k, 5), sweep: [1, 5] } : model,
    backbone: backbone.weights.kind === 'hub' ? { ...backbone, weights: { kind: 'random' } } : backbone,
    depth: depth.kind === 'staged' ? { ...depth, headEpochs: 1 } : depth,
    training: { ...recipe.training, epochs: depth.kind === 'staged' ? 2 : 1, batchSize: 8 },
  });
}

function check(run: Run, { published }: PresetRun, base: Run | null): void {
  expect(run.status).toBe('finished');
  expect(run.predictions.probabilities.every(Number.isFinite)).toBe(true);
  for (const [at, head] of run.heads.entries()) {
    const figures = headFiguresOf(run, 'validation', at);
    expect(figures.samples, head.title).toBeGreaterThan(0);
    expect(headlineMetrics(shapeOf(head)).length, head.title).toBeGreaterThan(0);
  }
  const row = atOnce(rowWork(run, base, published));
  expect(row.measured.length).toBeGreaterThan(0);
  expect(row.published).toHaveLength(published.length);
  for (const { metric, label, value } of row.published)
    expect(Number.isFinite(value), `${metric} ${label ?? ''}`).toBe(true);
  const trains = run.recipe.model.kind === 'network';
  expect(run.history.length > 0).toBe(trains);
}

for (const preset of PRESETS)
  test(`${preset.id}: each of its runs finishes with all of its figures`, async () => {
    let base: Run | null = null;
    for (const one of preset.runs) {
      const started = performance.now();
      const run: Run = await studio.train(cut(one.recipe), 'auto');
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${preset.id}, ${one.name}: ${run.predictions.keys.length} films, ${seconds} s`);
      check(run, one, base);
      base ??= run;
    }
  });
