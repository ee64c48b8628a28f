import { expect, it } from 'vitest';
import { recipeSchema, type RecipeInput } from '../recipe/recipe';
import { usedPrecision } from './used-precision';

const used = (settings: RecipeInput, backend: 'webgpu' | 'wasm') =>
  usedPrecision(recipeSchema.parse(settings), backend);

it('is mixed for networks on WebGPU that ask for it, and float32 for everything else', () => {
  const mixed = { step: { precision: 'mixed' }, depth: { kind: 'all' } } as const;
  expect(used(mixed, 'webgpu')).toBe('mixed');
  expect(used(mixed, 'wasm')).toBe('f32');
  expect(used({ ...mixed, depth: { kind: 'head' } }, 'webgpu')).toBe('f32');
  expect(used({ ...mixed, model: { kind: 'random' } }, 'webgpu')).toBe('f32');
  expect(used({ depth: { kind: 'all' } }, 'webgpu')).toBe('f32');
});
