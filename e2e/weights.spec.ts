/**
 * A person adds pretrained weights: from the Hugging Face hub (a server that replaces it), at the press of a button,
 * across a reload; and from files of their own.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { CHROMIUM_FLAGS, findBrowser } from '../scripts/lib/browser.mjs';
import { startHub, type FakeHub } from './data/hub';
import { fileOfAnotherProgram, resNet18File, smallKerasFile, smallSafetensors } from './data/weights';
import type { Studio } from './pages/studio';
import { expect, test as base } from './story';

const test = base.extend<object, { fake: FakeHub }>({
  fake: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const fake = await startHub();
      await use(fake);
      await fake.stop();
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ fake }, use) =>
      use({ executablePath: findBrowser() ?? undefined, args: [...CHROMIUM_FLAGS, ...fake.flags] }),
    { scope: 'worker' },
  ],
});

const RESNET = 'timm/resnet18.tv_in1k';

test.beforeEach(({ fake, watch }) => {
  fake.hub.asked.length = 0;
  fake.hub.script = [];
  fake.hub.files.clear();
  watch.allow(/^GET https:\/\/(huggingface\.co|us\.aws\.cdn\.hf\.co)\//);
  watch.allow(/Failed to load resource/);
});

async function weightsOf(studio: Studio): Promise<Locator> {
  const { inspector } = await studio.train();
  return inspector.getByRole('region', { name: 'Weights' });
}

async function chooseResNet(weights: Locator): Promise<void> {
  await weights.getByRole('radio', { name: 'Hub' }).check({ force: true });
  await weights.getByLabel('Network').selectOption('ResNet18');
}

async function reload(page: Page): Promise<void> {
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function objections(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('#weights').analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
}

test('size first, then the download, resumed after a reload, and deleted again', async ({
  studio,
  page,
  fake,
}) => {
  fake.hub.put(RESNET, resNet18File());
  let weights = await weightsOf(studio);
  await chooseResNet(weights);
  expect(fake.hub.asked).toEqual([]);

  await weights.getByRole('button', { name: 'Show size' }).click();
  await expect(weights.getByRole('button', { name: 'Download 44.8 MB' })).toBeVisible();
  await expect(weights.getByText('44.8 MB', { exact: true })).toBeVisible();
  expect(fake.hub.sent).toBeLessThan(100_000);

  fake.hub.script = [{ kind: 'right' }, { kind: 'right' }, { kind: 'slow', bytes: 1_000_000, everyMs: 100 }];
  await weights.getByRole('button', { name: 'Download 44.8 MB' }).click();
  await expect(weights.getByText(/^\d+\.\d\sMB of 44\.8\sMB$/)).toBeVisible();
  await expect.poll(() => fake.hub.sent).toBeGreaterThan(20_000_000);
  await weights.getByRole('button', { name: 'Stop' }).click();
  await expect(weights.getByRole('button', { name: /^Continue from \d+\.\d\sMB$/ })).toBeVisible();

  await reload(page);
  weights = await weightsOf(studio);
  await chooseResNet(weights);
  fake.hub.script = [{ kind: 'right' }, { kind: 'right' }, { kind: 'slow', bytes: 1_000_000, everyMs: 300 }];
  const sent = fake.hub.sent;
  await weights.getByRole('button', { name: /^Continue from/ }).click();
  await expect.poll(() => fake.hub.sent).toBeGreaterThan(sent + 3_000_000);

  // midway: what has arrived is kept
  await reload(page);
  weights = await weightsOf(studio);
  await chooseResNet(weights);
  await weights.getByRole('button', { name: /^Continue from/ }).click();
  await expect(weights.getByText('44.8 MB on this machine')).toBeVisible();
  await expect(weights.getByText(/^[0-9a-f]{12}…, checked$/)).toBeVisible();
  const begins = fake.hub.ranges.map((range) => Number(/\d+/.exec(range)?.[0]));
  expect(begins.at(-1)).toBeGreaterThan(10_000_000);
  for (const { headers } of fake.hub.asked)
    expect([headers.referer, headers.cookie]).toEqual([undefined, undefined]);

  await weights.getByRole('button', { name: `Remove the weights ${RESNET}` }).click();
  await expect(weights.getByRole('button', { name: 'Show size' })).toBeVisible();
});

test('a repository that is not in the list, and what the hub refuses', async ({ studio, page, fake }) => {
  fake.hub.put('someone/small', smallSafetensors(), { hash: 'pointer' });
  const weights = await weightsOf(studio);
  await weights.getByRole('radio', { name: 'Hub' }).check({ force: true });
  await weights.getByLabel('Network').selectOption('Another repository …');
  const name = weights.getByRole('textbox', { name: 'Repository' });
  await name.fill('no repository');
  await name.press('Enter');
  await expect(weights.getByText('A repository is named owner/name.')).toBeVisible();
  await name.fill('someone/none');
  await name.press('Enter');
  await weights.getByRole('button', { name: 'Show size' }).click();
  await expect(weights.getByText(/someone\/none has no file "model.safetensors"/)).toBeVisible();
  expect.soft(await objections(page)).toEqual([]);
  await weights.getByRole('button', { name: 'Dismiss' }).click();

  await name.fill('someone/small');
  await name.press('Enter');
  await weights.getByRole('button', { name: 'Show size' }).click();
  await expect(weights.getByText('mobilenet-v1 × 0.25')).toBeVisible();
  await weights.getByRole('button', { name: /^Download/ }).click();
  await expect(weights.getByText(/on this machine$/)).toBeVisible();
  await expect(weights.getByText(/…, checked$/)).toBeVisible();
});

test('a person’s own files: Keras and safetensors, and a broken one', async ({ studio, page, watch }) => {
  const weights = await weightsOf(studio);
  await weights.getByRole('radio', { name: 'File' }).check({ force: true });
  const input = weights.getByLabel('Weights file to add');
  await input.setInputFiles({ name: 'small.h5', mimeType: '', buffer: await smallKerasFile() });
  const keras = weights.getByRole('radio', { name: /^small\.h5/ });
  await expect(keras).toBeChecked();
  await expect(weights.getByText(/mobilenet-v1 × 0\.25/)).toBeVisible();
  await input.setInputFiles({ name: 'small.safetensors', mimeType: '', buffer: smallSafetensors() });
  await expect(weights.getByRole('radio', { name: /^small\.safetensors/ })).toBeChecked();
  await expect(keras).not.toBeChecked();

  const broken = smallSafetensors().subarray(0, 500_000);
  await input.setInputFiles({ name: 'broken.safetensors', mimeType: '', buffer: broken });
  await expect(weights.getByText(/ends within the tensor "conv_/)).toBeVisible();
  await expect(weights.getByRole('radio', { name: /^small/ })).toHaveCount(2);
  expect.soft(await objections(page)).toEqual([]);
  await weights.getByRole('button', { name: 'Remove the weights small.safetensors' }).click();
  await expect(weights.getByText('small.safetensors is not on this machine')).toBeVisible();
  expect(watch.foreign).toEqual([]);
});

test('files of other programs: what of them was left out is named, and what is no weights is called so', async ({
  studio,
  page,
  watch,
}) => {
  const weights = await weightsOf(studio);
  await weights.getByRole('radio', { name: 'File' }).check({ force: true });
  const input = weights.getByLabel('Weights file to add');
  for (const [name, network] of [
    ['checkpoint.pt', 'mobilenet-v2 × 0.35'],
    ['mobilenet.onnx', 'mobilenet-v2 × 0.35'],
    ['mobilenet.keras', 'mobilenet-v1 × 0.25'],
  ]) {
    await input.setInputFiles({ name, mimeType: '', buffer: fileOfAnotherProgram(name) });
    const row = weights.getByRole('radio', { name: new RegExp(`^${name}.*${network}`) });
    await expect(row).toBeChecked();
  }
  await expect(weights.getByText(/^Left out.*: optimizer$/)).toBeVisible();
  await expect(weights.getByText(/^Left out.*: dense, dense_1, optimizer$/)).toBeVisible();

  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 46807446\n';
  await input.setInputFiles({ name: 'model.safetensors', mimeType: '', buffer: Buffer.from(pointer) });
  await expect(weights.getByText(/Git LFS pointer of \d+ bytes.*46,807,446 bytes/)).toBeVisible();
  await input.setInputFiles({ name: 'harmful.pt', mimeType: '', buffer: fileOfAnotherProgram('harmful.pt') });
  await expect(weights.getByText(/it holds posix\.system, which is no tensor/)).toBeVisible();
  expect.soft(await objections(page)).toEqual([]);
  expect(watch.foreign).toEqual([]);
});
