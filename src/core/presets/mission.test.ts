/**
 * The presets against the list of what is to be reproduced: every item has its recipes, and every figure matches to the
 * digit.
 */
import { describe, expect, it } from 'vitest';
import { figureText } from '../metrics';
import { findRun, presetById, PRESETS } from './index';
import { MISSION } from './testing/mission';

const items = MISSION.flatMap(({ writeUp, item, recipes, figures = [] }) =>
  recipes.map((recipe) => ({ name: `${writeUp}, ${item}: ${recipe}`, writeUp, recipe, figures })),
);

/** Every figure of every recipe, with the figure that the preset claims was published. */
const figures = items.flatMap(({ recipe, figures: list }) =>
  list.map(([metric, text, label]) => ({
    name: `${recipe}: ${metric} ${text} ${label ?? ''}`,
    text,
    metric,
    found: findRun(recipe)?.run.published.find((one) => one.metric === metric && one.label === label),
  })),
);

it.each(items)('$name has its recipe', ({ writeUp, recipe }) => {
  expect(findRun(recipe)?.preset.writeUp).toBe(writeUp);
});

it.each(figures)('$name, to the digit', ({ text, found }) => {
  const { value = NaN, digits = 0 } = found ?? {};
  const percentage = text.endsWith('%');
  expect(percentage ? `${(value * 100).toFixed(digits)}%` : value).toBe(percentage ? text : Number(text));
});

it.each(figures.filter(({ text }) => text.endsWith('%')))(
  '$name, shown as printed',
  ({ text, metric, found }) => {
    expect(figureText(metric, found?.value ?? NaN, found?.digits)).toBe(text.replace('%', '\u00a0%'));
  },
);

describe('the list', () => {
  it('names every preset: none is unused', () => {
    const named = new Set(MISSION.flatMap(({ recipes }) => recipes.map((id) => id.split('/')[0])));
    expect(PRESETS.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([]);
  });

  it('lists every published figure of a preset', () => {
    const listed = new Set(
      items.flatMap(({ recipe, figures: list }) =>
        list.map(([metric, , label]) => `${recipe} ${metric} ${label ?? ''}`),
      ),
    );
    const held = PRESETS.flatMap((preset) =>
      preset.runs.flatMap((run) =>
        run.published.map(({ metric, label }) => `${run.recipe.id} ${metric} ${label ?? ''}`),
      ),
    );
    expect(held.filter((one) => !listed.has(one))).toEqual([]);
  });
});

describe('settings that the write-ups give', () => {
  const recipe = (id: string) => findRun(id)?.run.recipe;

  it('of A: 80/20, ten genres of 1,000, four fits of 224 × 224, the article’s transforms', () => {
    expect(recipe('ten-genres-resnet18')).toMatchObject({
      split: { validation: 0.2, test: 0 },
      task: { kind: 'genre', classes: { by: 'top', count: 10 }, perClass: 1000 },
      depth: { kind: 'all' },
      backbone: { weights: { kind: 'hub', repo: 'timm/resnet18.tv_in1k' } },
    });
    expect(presetById('four-fits').runs.map((run) => run.recipe.images)).toEqual(
      ['stretch', 'centre-crop', 'pad', 'random-crop'].map((fit) => ({ fit, width: 224, height: 224 })),
    );
    expect(recipe('box-office/augmentation')?.augmentation.map(({ kind }) => kind)).toEqual([
      'random-resized-crop',
      'rotation',
      'colour-jitter',
      'horizontal-flip',
      'centre-crop',
    ]);
    expect(recipe('box-office/resnet18')?.task).toMatchObject({ kind: 'box-office', threshold: 1 });
    expect(recipe('box-office/deep-and-wide')?.backbone.architecture).toMatchObject({
      family: 'deep-and-wide',
      deep: 'resnet18',
      wide: 'wide-resnet50-2',
    });
    expect(recipe('box-office/bag-of-tricks')).toMatchObject({
      backbone: { architecture: { tweakB: true, tweakC: true, tweakD: true, zeroGamma: true } },
      schedule: { kind: 'cosine', warmUp: 5 },
      loss: { labelSmoothing: 0.1 },
      mixing: { kind: 'mixup' },
    });
  });

  it('of B: five bins, three sides, ten epochs; each line of the ablation adds to the one above', () => {
    expect(recipe('score-bins')).toMatchObject({
      task: { kind: 'score-bins', edges: [0, 2, 4, 6, 8, 10] },
      training: { epochs: 10 },
    });
    expect(recipe('score-bins')?.split.test).toBeGreaterThan(0);
    const lines = presetById('genres-ablation').runs.map((run) => run.recipe);
    const weights = lines.map(({ loss }) => loss.kind === 'binary-cross-entropy' && loss.positiveWeights);
    expect(weights).toEqual(['none', 'balanced', 'balanced', 'balanced']);
    expect(lines.map(({ schedule }) => schedule.warmUp > 0)).toEqual([false, false, true, true]);
    expect(lines.map(({ optimizer }) => optimizer.kind)).toEqual(['adam', 'adam', 'adam', 'adamw']);
  });

  it('of C: its cleaning, sizes of its sides and images, k, epochs', () => {
    for (const id of [
      'ml-knn-64/k-40',
      'neighbours-100/ml-knn',
      'genres-resnet34',
      'random-genres/one-uniform',
    ])
      expect(recipe(id)).toMatchObject({
        cleaning: { rules: ['no-genre', 'repeated-title', 'no-poster-path'] },
        task: { kind: 'genres', labels: { by: 'all' } },
        split: { validation: 0.1, test: 0.1 },
      });
    expect(
      ['ml-knn-64/k-1', 'neighbours-100/ml-knn', 'genres-resnet34'].map((id) => recipe(id)?.split.films),
    ).toEqual([1600 + 200 + 200, 2800 + 350 + 350, 28_000 + 3500 + 3500]);
    expect(recipe('ml-knn-64/k-40')?.images).toMatchObject({ width: 64, height: 64 });
    expect(recipe('neighbours-100/one-versus-rest')).toMatchObject({
      images: { width: 100, height: 150 },
      model: { kind: 'neighbours', method: 'one-versus-rest', k: 40, on: 'pixels' },
    });
    expect(recipe('genres-resnet34')).toMatchObject({
      training: { epochs: 50 },
      loss: { kind: 'binary-cross-entropy' },
      backbone: { architecture: { family: 'resnet', size: 'resnet34' } },
    });
    expect(recipe('neighbours-all/pixels')?.split.films).toBeNull();
  });

  it('of D: its cleaning, 75/25, batches of 32, the three augmentations, SGD at 0.001', () => {
    for (const run of presetById('five-networks').runs)
      expect(run.recipe).toMatchObject({
        cleaning: {
          rules: ['no-date', 'no-poster-path', 'no-genre', 'before-year', 'greyscale'],
          year: 1980,
        },
        split: { validation: 0.25, test: 0 },
        training: { batchSize: 32 },
        optimizer: { kind: 'adam' },
      });
    expect(
      recipe('genres-balanced/after')
        ?.augmentation.map(({ kind }) => kind)
        .sort(),
    ).toEqual(['brightness', 'rotation', 'zoom']);
    expect(recipe('genres-balanced/early-stopping')?.stopping).not.toBeNull();
    expect(recipe('two-optimizers/sgd')?.optimizer).toMatchObject({ kind: 'sgd', learningRate: 0.001 });
  });
});
