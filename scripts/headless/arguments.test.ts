/** Command lines, right and wrong: each mistake is reported in one line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readCommand } from './arguments';
import { orderOf } from './recipe-argument';
import { WrongInput } from './wrong-input';

const folder = mkdtempSync(path.join(os.tmpdir(), 'onesheet-arguments-'));
const file = path.join(folder, 'films.csv');
const broken = path.join(folder, 'broken.json');
const recipeFile = path.join(folder, 'recipe.json');
writeFileSync(file, 'title\n');
writeFileSync(broken, '{');
writeFileSync(recipeFile, '{"title": "Mine", "training": {"epochs": 3}}');
afterAll(() => rmSync(folder, { recursive: true }));

const out = path.join(folder, 'out');
const TRAIN = ['train', '--recipe', 'comedy-or-horror', '--csv', file, '--posters', folder, '--out', out];

test('a whole training command', () => {
  const more = [
    '--seed',
    '7',
    '--backend',
    'wasm',
    '--set',
    'training.epochs=5',
    '--set',
    'images.fit=stretch',
  ];
  expect(readCommand([...TRAIN, ...more])).toEqual({
    mapping: {},
    dialect: {},
    kind: 'train',
    recipe: 'comedy-or-horror',
    csv: file,
    posters: folder,
    out,
    seed: 7,
    backend: 'wasm',
    cache: null,
    settings: [
      { path: 'training.epochs', value: '5' },
      { path: 'images.fit', value: 'stretch' },
    ],
    weights: [],
    fetch: false,
  });
});

test('columns and the dialect of the table', () => {
  const more = [
    '--map',
    'joinValue=file=name',
    '--map',
    'tmdbId=',
    '--dialect',
    'decimal=comma',
    '--dialect',
    'dates=day',
  ];
  expect(readCommand([...TRAIN, ...more])).toMatchObject({
    mapping: { joinValue: 'file=name', tmdbId: '' },
    dialect: { decimal: 'comma', dates: 'day' },
  });
});

test('weights from this machine and from the hub', () => {
  const more = ['--weights', file, '--weights', folder, '--fetch'];
  expect(readCommand([...TRAIN, ...more])).toMatchObject({ weights: [file, folder], fetch: true });
  expect(() => readCommand([...TRAIN, '--weights', 'nowhere.h5'])).toThrow(
    new WrongInput('--weights: there is no nowhere.h5'),
  );
});

test('settings and seed reach the recipe', () => {
  const order = orderOf({
    recipe: 'comedy-or-horror',
    settings: [
      { path: 'training.epochs', value: '5' },
      { path: 'images.fit', value: 'stretch' },
    ],
    seed: 7,
  });
  const [{ recipe, experiment }] = order.runs;
  expect([recipe.training.epochs, recipe.images.fit, recipe.seed]).toEqual([5, 'stretch', 7]);
  expect(experiment).toMatchObject({ id: 'comedy-or-horror' });
  const file = orderOf({ recipe: recipeFile, settings: [], seed: null });
  expect(file).toMatchObject({
    preset: null,
    runs: [{ recipe: { training: { epochs: 3 } }, experiment: null }],
  });
});

test('a preset means all its runs; one of them can be requested separately', () => {
  const settings = [{ path: 'training.epochs', value: '2' }];
  const { preset, runs } = orderOf({ recipe: 'four-fits-bundled', settings, seed: 4 });
  expect(preset?.id).toBe('four-fits-bundled');
  expect(runs.map(({ recipe }) => [recipe.images.fit, recipe.training.epochs, recipe.seed])).toEqual(
    ['stretch', 'centre-crop', 'pad', 'random-crop'].map((fit) => [fit, 2, 4]),
  );
  expect(runs[2].experiment).toEqual({ id: 'four-fits-bundled', run: 'pad', name: 'Padded' });
  const alone = orderOf({ recipe: 'four-fits-bundled/pad', settings: [], seed: null });
  expect(alone.preset).toBeNull();
  expect(alone.runs).toHaveLength(1);
});

describe('wrong arguments are one line each', () => {
  test.each([
    [[], 'Nothing to do'],
    [['frob'], 'There is no command "frob"'],
    [['train'], '--recipe is missing'],
    [TRAIN.slice(0, -2), '--out is missing'],
    [['train', '--recipe', 'x', '--posters', '/nowhere', '--out', out], 'there is no /nowhere'],
    [[...TRAIN, '--csv', folder], 'is not a file'],
    [[...TRAIN, '--out', file], 'is a file; a folder is needed'],
    [[...TRAIN, '--seed', '1.5'], '"1.5" is not a whole number'],
    [[...TRAIN, '--backend', 'cuda'], '"cuda" is none of auto, webgpu, webgl, wasm, cpu'],
    [[...TRAIN, '--set', 'epochs'], '"epochs" is not path=value'],
    [[...TRAIN, '--map', 'poster=x'], '"poster=x" is not field=column'],
    [[...TRAIN, '--dialect', 'decimal=colon'], 'decimal is one of point, comma'],
    [[...TRAIN, '--dialect', 'encoding'], 'A dialect has encoding, delimiter, quoting'],
    [[...TRAIN, '--frob'], "Unknown option '--frob'"],
    [['predict', '--posters', folder, '--out', out], '--model is missing'],
    [['predict', '--model', '/nowhere.zip', '--posters', folder, '--out', out], 'there is no /nowhere.zip'],
    [['predict', '--model', file, '--posters', folder, '--out', folder], 'is a folder; a file is needed'],
  ])('%j', (args, said) => {
    const attempt = () => readCommand(args);
    expect(attempt).toThrow(WrongInput);
    expect(attempt).toThrow(said);
    expect(attempt).not.toThrow(/\n/);
  });

  test.each([
    [{ recipe: 'nothing', settings: [] }, 'neither a file nor one of comedy-or-horror'],
    [{ recipe: broken, settings: [] }, 'is not JSON'],
    [{ recipe: 'ten-genres', settings: [{ path: 'training.epoch', value: '3' }] }, 'epoch'],
    [{ recipe: 'ten-genres', settings: [{ path: 'images.fit', value: 'squash' }] }, 'images.fit'],
  ])('%j', (wrong, said) => {
    const attempt = () => orderOf({ ...wrong, seed: null });
    expect(attempt).toThrow(WrongInput);
    expect(attempt).toThrow(said);
  });
});
