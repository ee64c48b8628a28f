import { describe, expect, it } from 'vitest';
import { weightsSourceSchema } from './weights-source';

const hub = (change: object) => weightsSourceSchema.safeParse({ kind: 'hub', repo: 'timm/x', ...change });

describe('weightsSourceSchema', () => {
  it('fills in the usual choice', () => {
    expect(weightsSourceSchema.parse(undefined)).toEqual({ kind: 'bundled' });
    expect(weightsSourceSchema.parse({ kind: 'hub', repo: 'timm/resnet18.tv_in1k' })).toEqual({
      kind: 'hub',
      repo: 'timm/resnet18.tv_in1k',
      file: 'model.safetensors',
      revision: 'main',
    });
    expect(weightsSourceSchema.parse({ kind: 'file', name: 'model.h5' })).toMatchObject({ sha256: null });
  });

  it.each([
    { repo: 'resnet18' },
    { repo: 'timm/x/y' },
    { repo: '../x' },
    { repo: 'https://example.com/x' },
    { repo: 'timm/x?y' },
    { file: 'model.bin' },
    { file: '../model.safetensors' },
    { file: 'a/../model.safetensors' },
    { file: '/model.safetensors' },
    { file: 'a//model.safetensors' },
    { file: 'model.safetensors?download=true' },
    { revision: 'a/b' },
    { revision: '..' },
    { extra: 1 },
  ])('refuses %o', (change) => {
    expect(hub(change).success).toBe(false);
  });

  it.each([{ file: 'sub/a.safetensors' }, { revision: 'v1.0' }, { repo: 'a-b/c_d.e' }])(
    'takes %o',
    (change) => {
      expect(hub(change).success).toBe(true);
    },
  );

  it('accepts only a valid hash', () => {
    const file = (sha256: unknown) =>
      weightsSourceSchema.safeParse({ kind: 'file', name: 'a', sha256 }).success;
    expect(file('ab'.repeat(32))).toBe(true);
    expect(file('AB'.repeat(32))).toBe(false);
    expect(file('ab')).toBe(false);
  });
});
