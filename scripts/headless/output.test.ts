/** Results are written completely or not at all. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { writeFolder, writeOneFile } from './output';
import { WrongInput } from './wrong-input';

const folder = mkdtempSync(path.join(os.tmpdir(), 'onesheet-output-'));
const out = path.join(folder, 'deep', 'out');
beforeEach(() => rmSync(path.join(folder, 'deep'), { recursive: true, force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const beside = () => readdirSync(path.dirname(out));
async function fillOne(into: string): Promise<void> {
  writeFileSync(path.join(into, 'run.json'), 'new');
}

test('creates the folder and its parents, and leaves nothing beside it', async () => {
  await writeFolder(out, fillOne);
  expect(beside()).toEqual(['out']);
  expect(readFileSync(path.join(out, 'run.json'), 'utf8')).toBe('new');
});

test('replaces its own files in an existing folder, and no others', async () => {
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'run.json'), 'old');
  writeFileSync(path.join(out, 'notes.txt'), 'mine');
  await writeFolder(out, fillOne);
  expect(readdirSync(out).sort()).toEqual(['notes.txt', 'run.json']);
  expect(readFileSync(path.join(out, 'run.json'), 'utf8')).toBe('new');
});

test('writes nothing if creating it fails', async () => {
  const failing = async (into: string) => {
    await fillOne(into);
    throw new Error('halfway');
  };
  await expect(writeFolder(out, failing)).rejects.toThrow('halfway');
  expect(beside()).toEqual([]);
  await expect(writeOneFile(out, () => Promise.reject(new Error('halfway')))).rejects.toThrow('halfway');
  expect(beside()).toEqual([]);
});

test('one file', async () => {
  await writeOneFile(out, () => Promise.resolve('a,b\r\n'));
  expect(readFileSync(out, 'utf8')).toBe('a,b\r\n');
  expect(beside()).toEqual(['out']);
});

test('a place that cannot be written to is the caller’s mistake', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  await expect(writeFolder(path.join(file, 'out'), fillOne)).rejects.toThrow(WrongInput);
  expect(existsSync(file)).toBe(true);
});
