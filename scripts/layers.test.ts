/** Holds the layer order over every import in src, and shows that a wrong import would be seen. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf } from './layers/imports';
import { objection } from './layers/order';
import { ROOT } from './lib/paths.mjs';

const SRC = path.join(ROOT, 'src');
/** AssemblyScript: another language with the same ending, compiled into one module by itself. */
const ASSEMBLY = 'ml/kernels/wasm/assembly/';
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|(^|\/)testing\/|\.d\.ts$/.test(file));
const files = sources.filter((file) => !file.startsWith(ASSEMBLY));

test('no import in src breaks the layer order', () => {
  const objections = files.flatMap((file) => {
    const source = readFileSync(path.join(SRC, file), 'utf8');
    return importsOf(file, source).map((found) => objection(file, found));
  });
  expect(objections.filter(Boolean)).toEqual([]);
});

test('AssemblyScript imports nothing from outside its folder', () => {
  const assembly = sources.filter((file) => file.startsWith(ASSEMBLY));
  expect(assembly.length).toBeGreaterThan(0);
  const requests = assembly.flatMap((file) =>
    Array.from(
      readFileSync(path.join(SRC, file), 'utf8').matchAll(/\bfrom\s+['"]([^'"]+)['"]/g),
      ([, request]) => request,
    ),
  );
  expect(requests.filter((request) => !/^\.\/[\w-]+$/.test(request))).toEqual([]);
});

describe('what the check sees', () => {
  const objections = (file: string, source: string) =>
    importsOf(file, source)
      .map((found) => objection(file, found))
      .filter(Boolean);

  test.each([
    ['core/a.ts', `import { x } from '../ml/x';`],
    ['core/a.ts', `import * as tf from '@tensorflow/tfjs';`],
    ['core/a.ts', `export { x } from '../images/x';`],
    ['ml/a/b.ts', `import { x } from '../../storage/x';`],
    ['ml/a.ts', `const x = await import('../images/x');`],
    ['images/a.ts', `import type { X } from '../ml/x';`],
    ['workers/client.ts', `import './compute/compute.worker';`],
    ['workers/client.ts', `import { type A, b } from '../ml/index';`],
    ['workers/a/a.worker.ts', `import { x } from '../../state/x';`],
    ['state/a.ts', `import { useState } from 'react';`],
    ['state/a.ts', `import { x } from '../ui/x';`],
    ['ui/a.tsx', `import { getStudio } from '../workers/client';`],
    ['ui/a.tsx', `import * as tf from '@tensorflow/tfjs-core';`],
    ['elsewhere/a.ts', `import { x } from '../core/random';`],
  ])('%s: %s', (file, source) => {
    expect(objections(file, source)).toHaveLength(1);
  });

  test.each([
    ['core/a/b.ts', `import { z } from 'zod'; import { Random } from '../random';`],
    ['workers/client.ts', `import type { DataApi } from './protocol'; import { connect } from './rpc';`],
    ['workers/x/x.worker.ts', `import { x } from '../../ml/x'; import { y } from '../../storage/y';`],
    ['state/a.ts', `import { create } from 'zustand'; import { getStudio } from '../workers/client';`],
    ['ui/a.tsx', `import type { FilmRow } from '../workers/protocol'; import './a.css';`],
    ['main.tsx', `import { exposeAutomation } from './workers/automation';`],
  ])('allows %s: %s', (file, source) => {
    expect(objections(file, source)).toEqual([]);
  });
});
