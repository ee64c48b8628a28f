/** Checks the layer order over every import in src, and shows that a wrong import would be noticed. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { circlesOf } from './layers/circles';
import { importsOf } from './layers/imports';
import { INSIDE, isAsset, objection } from './layers/order';
import { ROOT } from './lib/paths.mjs';

const SRC = path.join(ROOT, 'src');
/** AssemblyScript: another language with the same extension, compiled separately into one module. */
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

test('no folders of src import one another in a circle', () => {
  expect(circlesOf(folderGraph())).toEqual([]);
});

function folderGraph(): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  const known = new Set(sources.map((file) => file.replace(/\.tsx?$/, '')));
  for (const file of files) {
    const folder = path.posix.dirname(file);
    for (const { request } of importsOf(file, readFileSync(path.join(SRC, file), 'utf8'))) {
      if (!request.startsWith('.') || isAsset(request)) continue;
      const target = path.posix.join(folder, request);
      // anything that is not a module is a folder with an index, or a file of another kind
      const from = known.has(`${target}/index`) ? target : path.posix.dirname(target);
      if (from !== folder) graph.set(folder, (graph.get(folder) ?? new Set()).add(from));
    }
  }
  return graph;
}

test('every folder with a place in an inner order exists', () => {
  const folders = new Set(files.map((file) => path.posix.dirname(file)));
  const named = Object.entries(INSIDE).flatMap(([layer, inside]) =>
    inside.map((folder) => path.posix.join(layer, folder)),
  );
  expect(named.filter((folder) => !folders.has(folder))).toEqual([]);
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

describe('what the check for circles notices', () => {
  const graph = (edges: Record<string, string[]>) =>
    new Map(Object.entries(edges).map(([from, to]) => [from, new Set(to)]));

  test.each([
    [{ a: ['b'], b: ['c'] }, []],
    [{ a: ['b', 'c'], b: ['c'] }, []],
    [{ a: ['b'], b: ['a'] }, [['a', 'b']]],
    [{ a: ['a/b'], 'a/b': ['c'], c: ['a'] }, [['a', 'a/b', 'c']]],
    [
      { a: ['b'], b: ['a', 'c'], c: ['d'], d: ['c'] },
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  ])('%j', (edges, circles) => {
    expect(circlesOf(graph(edges))).toEqual(circles);
  });
});

describe('what the check notices', () => {
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
    ['core/a/b.ts', `import { x } from '../random';`],
    ['core/recipe/a.ts', `import type { Run } from '../run/run';`],
    ['core/tasks/a.ts', `import { PRESETS } from '../presets';`],
    ['storage/a/b.ts', `import { x } from '../x';`],
    ['storage/a.ts', `import type { X } from './a/x';`],
  ])('%s: %s', (file, source) => {
    expect(objections(file, source)).toHaveLength(1);
  });

  test.each([
    ['core/films/b.ts', `import { z } from 'zod'; import { Random } from '../random';`],
    [
      'core/run/b.ts',
      `import type { Recipe } from '../recipe/recipe'; import { accuracy } from '../metrics';`,
    ],
    ['workers/client.ts', `import type { DataApi } from './protocol'; import { connect } from './rpc';`],
    ['workers/x/x.worker.ts', `import { x } from '../../ml/x'; import { y } from '../../storage/y';`],
    ['state/a.ts', `import { create } from 'zustand'; import { getStudio } from '../workers/client';`],
    ['ui/a.tsx', `import type { FilmRow } from '../workers/protocol'; import './a.css';`],
    ['main.tsx', `import { exposeAutomation } from './workers/automation';`],
  ])('allows %s: %s', (file, source) => {
    expect(objections(file, source)).toEqual([]);
  });
});
