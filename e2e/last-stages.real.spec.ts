/**
 * What training more than the head gains on real posters: the bundled network with its head on its last layer, as
 * usual, and its last stages trained after the head, compared with only the head; on WASM, on the films and splits of
 * the preset. The recipe was chosen on other seeds. The preset's own head, which reads four layers, is printed beside
 * them.
 */
import { mean, type Values } from '../src/core/metrics';
import { presetById } from '../src/core/presets';
import { recipeSchema, type Recipe } from '../src/core/recipe/recipe';
import { figuresOf } from '../src/core/run/figures';
import { expect, test } from './real';
import { realStudio } from './real-studio';

const SEEDS = [7, 8, 9];
const HEAD_EPOCHS = 15;
const STAGE_EPOCHS = 8;
const studio = realStudio();

type Reached = Pick<Values<'class'>, 'accuracy' | 'log-loss'>;

const told = (reached: Reached) =>
  `${(100 * reached.accuracy).toFixed(1)} % (log loss ${reached['log-loss'].toFixed(3)})`;

async function train(what: string, recipe: Recipe): Promise<Reached> {
  const { values: reached } = figuresOf(await studio.train(recipe, 'wasm'), 'validation');
  console.log(`seed ${recipe.seed}, ${what}: ${told(reached)}`);
  return reached;
}

const meanOf = (reached: readonly Reached[]): Reached => ({
  accuracy: mean(reached.map(({ accuracy }) => accuracy)),
  'log-loss': mean(reached.map((one) => one['log-loss'])),
});

test('comedy or horror: training the last stages too beats training only the head', async () => {
  test.setTimeout(40 * 60_000);
  const preset = presetById('comedy-or-horror').recipe;
  const head: Recipe = { ...preset, backbone: { ...preset.backbone, taps: ['Conv_1'] } };
  // what trains more than a head memorises 640 posters, unless they never look the same twice
  const stages = recipeSchema.parse({
    ...head,
    head: { ...head.head, dropout: 0.5 },
    depth: { kind: 'staged', headEpochs: HEAD_EPOCHS, stages: 3, ratePerStage: 0.7 },
    augmentation: [
      { kind: 'random-resized-crop', scale: [0.5, 1], ratio: [0.6, 0.74] },
      { kind: 'horizontal-flip' },
      { kind: 'colour-jitter', brightness: 0.2, contrast: 0.2, saturation: 0.2 },
    ],
    mixing: { kind: 'mixup', alpha: 0.4 },
    schedule: { kind: 'cosine', warmUp: 1 },
    step: { averaging: { decay: 0.97 } },
    training: { ...head.training, epochs: HEAD_EPOCHS + STAGE_EPOCHS },
  });
  const [fours, alones, boths]: Reached[][] = [[], [], []];
  for (const seed of SEEDS) {
    fours.push(await train('four layers, head alone', { ...preset, seed }));
    alones.push(await train('head alone', { ...head, seed }));
    boths.push(await train('last stages too', { ...stages, seed }));
  }
  const [four, alone, both] = [fours, alones, boths].map(meanOf);
  console.log(
    `mean of seeds ${SEEDS.join(', ')}: head alone ${told(alone)}, last stages too ${told(both)}: ` +
      `${(100 * (both.accuracy - alone.accuracy)).toFixed(1)} points; a head on four layers ${told(four)}`,
  );
  expect(both.accuracy).toBeGreaterThan(alone.accuracy);
  expect(both['log-loss']).toBeLessThan(alone['log-loss']);
});
