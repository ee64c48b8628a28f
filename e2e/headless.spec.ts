/** Without a screen: the same page from the command line, with the expected files, and one line for mistakes. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runScript } from './data/child';
import { makeCollection, type Collection } from './data/films';
import { expect, test } from './story';

const headless = (...args: string[]) => runScript('scripts/headless.ts', args);

let made: Collection;
test.beforeAll(() => {
  made = makeCollection(12);
});
test.afterAll(() => rmSync(made.folder, { recursive: true }));

/** Lines of a CSV without quotes, as cells. */
function cells(text: string): string[][] {
  return text
    .trim()
    .split('\r\n')
    .map((line) => line.split(','));
}

test('--list: id and title, one preset per line', async () => {
  const { code, stdout } = await headless('--list');
  expect(code).toBe(0);
  expect(stdout).toContain('comedy-or-horror, Comedy or horror\n');
  expect(
    stdout
      .trim()
      .split('\n')
      .every((line) => /^[a-z0-9-]+, \S/.test(line)),
  ).toBe(true);
});

test('train, then predict with the exported model: the same probabilities', async () => {
  const out = test.info().outputPath('run');
  const trained = await headless(
    'train',
    '--recipe',
    'comedy-or-horror',
    '--csv',
    made.csv,
    '--posters',
    made.posters,
    '--out',
    out,
    '--seed',
    '3',
    '--set',
    'training.epochs=4',
    '--set',
    'split.test=0.2',
  );
  expect(trained.stderr).toBe('');
  expect(trained.code).toBe(0);
  expect(trained.stdout.match(/^epoch \d\/4 /gm)).toHaveLength(4);
  expect(readdirSync(out).sort()).toEqual(['model.zip', 'predictions.csv', 'run.json']);

  const run = JSON.parse(readFileSync(path.join(out, 'run.json'), 'utf8'));
  expect(run.recipe.seed).toBe(3);
  expect(run.recipe.training.epochs).toBe(4);
  expect(run.classNames).toEqual(['Comedy', 'Horror']);
  expect(run.funnel[0]).toEqual({ rule: 'blank-title', before: 24, removed: 0, after: 24 });
  expect(run.join.matched).toBe(24);
  expect(run.sizes.train + run.sizes.validation + run.sizes.test).toBe(24);
  expect(run.history).toHaveLength(4);
  expect(run.history[0].seconds).toBeGreaterThan(0);
  expect(run.metrics.validation.samples).toBe(run.sizes.validation);
  expect(run.metrics.test.samples).toBe(run.sizes.test);
  expect(run.backend).toBe('wasm');
  expect(Object.values(run.timings).every((seconds) => typeof seconds === 'number')).toBe(true);

  const [header, ...rows] = cells(readFileSync(path.join(out, 'predictions.csv'), 'utf8'));
  expect(header).toEqual(['file', 'split', 'actual', 'predicted', 'Comedy', 'Horror']);
  expect(rows).toHaveLength(24);

  const csv = test.info().outputPath('again.csv');
  const model = path.join(out, 'model.zip');
  const predicted = await headless('predict', '--model', model, '--posters', made.posters, '--out', csv);
  expect(predicted.stderr).toBe('');
  expect(predicted.code).toBe(0);
  const [again, ...same] = cells(readFileSync(csv, 'utf8'));
  expect(again).toEqual(header.filter((name) => name !== 'actual'));
  const before = new Map(rows.map((row) => [path.posix.basename(row[0]), row.slice(-2).map(Number)]));
  for (const row of same) {
    const [comedy, horror] = before.get(path.posix.basename(row[0])) ?? [];
    expect(Math.abs(Number(row.at(-2)) - comedy)).toBeLessThanOrEqual(1e-5);
    expect(Math.abs(Number(row.at(-1)) - horror)).toBeLessThanOrEqual(1e-5);
  }
  expect(same).toHaveLength(24);
});

test('a preset of four runs: a folder for each, and their comparison', async () => {
  test.slow();
  const out = test.info().outputPath('four');
  const where = ['--csv', made.csv, '--posters', made.posters, '--out', out];
  const set = ['--set', 'training.epochs=2', '--seed', '3'];
  const { code, stdout, stderr } = await headless('train', '--recipe', 'four-fits-bundled', ...where, ...set);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const fits = ['centre-crop', 'pad', 'random-crop', 'stretch'];
  expect(readdirSync(out).sort()).toEqual([...fits, 'comparison.csv', 'comparison.md'].sort());
  for (const fit of fits) {
    expect(readdirSync(path.join(out, fit)).sort()).toEqual(['model.zip', 'predictions.csv', 'run.json']);
    const run = JSON.parse(readFileSync(path.join(out, fit, 'run.json'), 'utf8'));
    expect(run.recipe).toMatchObject({ seed: 3, images: { fit }, training: { epochs: 2 } });
    expect(run.experiment).toMatchObject({ id: 'four-fits-bundled', run: fit });
  }
  const [header, ...rows] = cells(readFileSync(path.join(out, 'comparison.csv'), 'utf8'));
  expect(rows.map((row) => row[0])).toEqual(
    ['stretch', 'centre-crop', 'pad', 'random-crop'].map((fit) => `four-fits-bundled/${fit}`),
  );
  expect(rows[2][header.indexOf('Accuracy published')]).toBe('0.85');
  expect(rows[2][header.indexOf('same films as the first')]).toBe('yes');
  expect(stdout).toMatch(/^Padded, accuracy: published \+5\.0\spoints, here /m);
});

test('mistakes are one line, exit code 2, and nothing on disk', async () => {
  test.slow();
  const folder = test.info().outputPath('mistakes');
  mkdirSync(folder, { recursive: true });
  const broken = path.join(folder, 'broken.zip');
  writeFileSync(broken, 'PK\u0003\u0004 and nothing');
  const out = path.join(folder, 'out');
  const train = ['train', '--recipe', 'comedy-or-horror', '--csv', made.csv, '--out', out];
  const wrong = [
    [],
    ['frobnicate'],
    ['train', '--recipe', 'nobodys', '--posters', made.posters, '--out', out],
    [...train, '--posters', '/nowhere'],
    [...train, '--posters', made.posters, '--set', 'training.epochs=0'],
    [...train, '--posters', broken],
    ['predict', '--model', broken, '--posters', made.posters, '--out', out],
    ['predict', '--model', made.csv, '--posters', made.posters, '--out', out],
  ];
  for (const args of wrong) {
    const { code, stderr } = await headless(...args);
    expect.soft(code, `${args.join(' ')}: ${stderr}`).toBe(2);
    expect.soft(stderr.trim().split('\n'), args.join(' ')).toHaveLength(1);
    expect.soft(stderr.trim().length, args.join(' ')).toBeGreaterThan(10);
  }
  expect(existsSync(out)).toBe(false);
  expect(readdirSync(folder)).toEqual(['broken.zip']);
});
