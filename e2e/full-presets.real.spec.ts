/**
 * Published experiments in full, with the bundled backbone or none, on all posters that are beside the repository. Each
 * table is printed beside the published figures; the assertions hold for any posters.
 */
import { atOnce } from '../src/core/at-once';
import { rowWork, type ExperimentRow } from '../src/core/experiments/row';
import { experimentTable } from '../src/core/experiments/table';
import { experimentMarkdown } from '../src/core/experiments/table-text';
import { labelStatistics } from '../src/core/neighbours';
import { expectRandomLabels, type LabelDraw } from '../src/core/neighbours/random-labels';
import { presetById } from '../src/core/presets';
import { headFiguresOf } from '../src/core/run/head-figures';
import type { Run } from '../src/core/run/run';
import type { SplitName } from '../src/core/splits/split-name';
import { expect, test } from './real';
import { realStudio } from './real-studio';

const studio = realStudio();

/** Trains the first runs of a preset unchanged, and prints the write-up's table. */
async function carryOut(id: string, most = Infinity): Promise<Map<string, Run>> {
  const preset = presetById(id);
  const runs = new Map<string, Run>();
  const rows = new Map<string, ExperimentRow>();
  for (const one of preset.runs.slice(0, most)) {
    const run = await studio.train(one.recipe, 'auto');
    expect(run.status).toBe('finished');
    const [base] = runs.values();
    rows.set(one.id, atOnce(rowWork(run, base ?? null, one.published)));
    runs.set(one.id, run);
  }
  console.log(`\n${preset.title}\n${experimentMarkdown(experimentTable(preset, rows))}`);
  return runs;
}

function labelFigures(run: Run, split: SplitName) {
  const figures = headFiguresOf(run, split, 0);
  if (figures.kind !== 'labels') throw new Error('The first head has no labels.');
  return figures;
}

test('four preprocessings: one split, and each well above chance', async () => {
  const runs = await carryOut('four-fits-bundled');
  expect(runs.size).toBe(4);
  expect(new Set([...runs.values()].map((run) => run.fingerprint)).size).toBe(1);
  for (const run of runs.values()) {
    const figures = headFiguresOf(run, 'validation', 0);
    expect(figures.samples).toBe(160);
    // four standard deviations of 160 coin tosses
    expect(figures.kind === 'class' && figures.values.accuracy).toBeGreaterThan(
      0.5 + 4 * Math.sqrt(0.25 / 160),
    );
  }
});

test('random genres score as expected', async () => {
  const runs = await carryOut('random-genres');
  for (const run of runs.values()) {
    const { model } = run.recipe;
    const draw: LabelDraw = model.kind === 'random' ? model.draw : 'one-uniform';
    const count = run.classNames.length;
    const of = (split: SplitName) =>
      [...run.predictions.splits.keys()]
        .filter((row) => run.predictions.splits[row] === split)
        .flatMap((row) => [...run.predictions.answers.subarray(row * count, (row + 1) * count)]);
    const expected = expectRandomLabels(labelStatistics(of('train'), count), of('test'), draw);
    const { values, samples } = labelFigures(run, 'test');
    expect(Math.abs(values['any-match'] - expected.atLeastOneMatch)).toBeLessThan(
      4 * Math.sqrt(0.25 / samples),
    );
  }
});

test('ML-kNN on 64 × 64 pixels: the sweep over k on 1,600, 200 and 200 posters', async () => {
  const runs = await carryOut('ml-knn-64');
  expect(runs.size).toBe(11);
  for (const run of runs.values()) expect(run.sizes).toEqual({ train: 1600, validation: 200, test: 200 });
  const at = (k: number) => {
    const run = runs.get(`k-${k}`);
    if (!run) throw new Error(`There is no run of ${k} neighbours.`);
    return labelFigures(run, 'test');
  };
  // the paper's finding: more neighbours find at least one genre of more films, with a smaller Hamming loss
  expect(at(40).values['any-match']).toBeGreaterThan(at(1).values['any-match']);
  expect(at(40).values['hamming-loss']).toBeLessThan(at(1).values['hamming-loss']);
});

test("the genres' ablation, its first two lines: weights of the positive labels find more of them", async () => {
  const runs = await carryOut('genres-ablation-bundled', 2);
  const [baseline, weighted] = [...runs.values()].map((run) => labelFigures(run, 'test'));
  for (const { values } of [baseline, weighted]) expect(values['mean-auc']).toBeGreaterThan(0.5);
  const found = ({ labels }: ReturnType<typeof labelFigures>) =>
    labels.reduce((sum, { recall }) => sum + recall, 0) / labels.length;
  expect(found(weighted)).toBeGreaterThan(found(baseline));
});
