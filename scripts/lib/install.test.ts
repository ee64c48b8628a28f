/** When installed packages count as outdated. */
import { expect, test } from 'vitest';
import { outdated } from './install.mjs';
import { isAtLeast } from './node-version.mjs';

test('missing and other versions are outdated, other platforms’ binaries are not', () => {
  const locked = {
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0' },
    'node_modules/c': { version: '1.0.0' },
    'node_modules/binary-darwin': { version: '1.0.0', optional: true },
    'node_modules/binary-linux': { version: '2.0.0', optional: true },
  };
  const installed = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1.9.0' },
    'node_modules/binary-linux': { version: '1.0.0', optional: true },
  };
  expect(outdated(locked, installed)).toEqual([
    'node_modules/b',
    'node_modules/c',
    'node_modules/binary-linux',
  ]);
});

test.each([
  ['20.19.0', true],
  ['20.18.9', false],
  ['18.20.0', false],
  ['22.0.0', true],
])('Node %s: %s', (version, fits) => {
  expect(isAtLeast(version, '20.19')).toBe(fits);
});
