/** The library's own file, as installed, loses every mention of the outer variable and still parses. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { ROOT } from '../lib/paths.mjs';
import { withoutScriptDir } from './wasm-threads';

const file = path.join(
  ROOT,
  'node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js',
);

test('only the declaration is left', () => {
  const code = withoutScriptDir(readFileSync(file, 'utf8'));
  const left = code.split('\n').filter((line) => line.includes('_scriptDir'));
  expect(left.every((line) => /var _scriptDir =|typeof __filename/.test(line))).toBe(true);
  expect(parseSync('file.js', code).errors).toEqual([]);
});

test('a file that has changed is an error, not a silent pass', () => {
  expect(() => withoutScriptDir('')).toThrow('has changed');
});
