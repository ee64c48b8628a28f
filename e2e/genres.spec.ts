/**
 * A person predicts several genres per film: sees their distribution and the baseline, trains, and reads the result.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { HEADER, poster, row } from './data/films';
import { expect, test } from './story';

const FILMS = 40;
let folder: string;

/** Stripes are comedies, discs are horror; every fourth film has both genres and discs. */
test.beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'onesheet-genres-'));
  const posters = path.join(folder, 'posters');
  mkdirSync(posters);
  const lines = Array.from({ length: FILMS }, (_, at) => {
    const both = at % 4 === 3;
    const genres = both ? ['Comedy', 'Horror'] : [at % 2 === 0 ? 'Comedy' : 'Horror'];
    const imdbId = `tt${String(at + 1).padStart(7, '0')}`;
    const pattern = both ? 'Horror' : genres[0];
    writeFileSync(path.join(posters, `${imdbId}.png`), poster(pattern, at));
    return row({ id: at + 1, imdbId, title: `Film ${at + 1}`, genres, popularity: at });
  });
  writeFileSync(path.join(folder, 'films.csv'), [HEADER, ...lines, ''].join('\n'));
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test('several genres: distribution, baseline, training, mAP', async ({ studio, page }) => {
  const data = await studio.data();
  await data.openFiles(path.join(folder, 'films.csv'));
  await data.addFolder(path.join(folder, 'posters'));

  const prepare = await studio.prepare();
  await prepare.area.getByLabel('Task').selectOption('Genres (several)');
  const labels = prepare.area.getByRole('table', { name: 'Films of each label in each split' });
  // 20 only comedy, 10 only horror, 10 both
  const films = (label: string) =>
    labels
      .getByRole('row', { name: new RegExp(`^${label}`) })
      .getByRole('cell')
      .last();
  await expect(films('Comedy')).toHaveText('30');
  await expect(films('Horror')).toHaveText('20');
  await expect(prepare.area.getByText(/the same scores for all films have an mAP of 0\.\d+/)).toBeVisible();
  await expect(prepare.area.getByText(/always predicting Comedy matches at least one label/)).toBeVisible();
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  const train = await studio.train();
  await train.setEpochs(10);
  await train.start();
  await train.finished();
  await expect(train.figure('Validation mAP')).toHaveText(/^[01]\.\d{3}$/);
  await expect(train.area.getByRole('figure', { name: 'Mean average precision' })).toBeVisible();
  await expect(train.area.getByRole('table', { name: /^Confusion matrix/ })).toHaveCount(0);

  await train.button('Evaluate').click();
  const evaluate = await studio.evaluate();
  const mean = Number(await evaluate.figure('mAP').textContent());
  const baseline = Number(await evaluate.figure('mAP, same for all').textContent());
  expect(baseline).toBeGreaterThan(0.3);
  // stripes and discs are told apart
  expect(mean).toBeGreaterThan(baseline);
  // the mean of the labels' average precisions
  const table = evaluate.area.getByRole('table', { name: /^Average precision/ });
  const precisions = await Promise.all(
    ['Comedy', 'Horror'].map(async (label) => {
      const cells = table.getByRole('row', { name: new RegExp(`^${label}`) }).getByRole('cell');
      return Number(await cells.first().textContent());
    }),
  );
  expect(mean).toBeCloseTo((precisions[0] + precisions[1]) / 2, 2);
  await expect(evaluate.area.getByText(/95 % intervals \(bootstrap over the films\)/)).toBeVisible();

  // most wrong first: the numbers of wrong labels never rise
  const wrong = (await evaluate.tiles()).map((said) => Number(/; (\d+)\slabels? wrong$/.exec(said)?.[1]));
  const side = await evaluate.area.getByText(/^Validation \d+$/).textContent();
  expect(wrong).toHaveLength(Number(side?.replace(/\D/g, '')));
  expect(wrong).toEqual([...wrong].sort((a, b) => b - a));
  const violations = (await new AxeBuilder({ page }).analyze()).violations;
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
