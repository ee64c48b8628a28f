import { describe, expect, it } from 'vitest';
import {
  augmentationSchema,
  defaultTransform,
  mixingSchema,
  pipeline,
  pipelineOf,
  PIPELINES,
  TRANSFORM_KINDS,
  transformSchema,
} from './augmentation';

describe('an augmentation', () => {
  it('is empty by default, without mixing', () => {
    expect(augmentationSchema.parse(undefined)).toEqual([]);
    expect(mixingSchema.parse(undefined)).toBeNull();
    expect(mixingSchema.parse({ kind: 'mixup' })).toEqual({ kind: 'mixup', alpha: 0.2 });
  });

  it('knows every kind, with defaults that parse to themselves', () => {
    const kinds = transformSchema.options.map((option) => option.shape.kind.value);
    expect([...TRANSFORM_KINDS].sort()).toEqual(kinds.sort());
    for (const kind of TRANSFORM_KINDS) {
      const transform = defaultTransform(kind);
      expect(transformSchema.parse(JSON.parse(JSON.stringify(transform)))).toEqual(transform);
    }
    // torchvision 0.14: ratio=(3/4, 4/3); ColorJitter() all 0; RandomHorizontalFlip(p=0.5); fill 0, nearest
    expect(defaultTransform('random-resized-crop').ratio).toEqual([0.75, 4 / 3]);
    expect(defaultTransform('colour-jitter')).toMatchObject({ brightness: 0, hue: 0 });
    expect(defaultTransform('rotation')).toMatchObject({ interpolation: 'nearest', fill: 0 });
  });

  it('rejects reversed ranges, values out of bounds and misspelt names', () => {
    const wrong = [
      { kind: 'zoom', range: [1.2, 0.8] },
      { kind: 'horizontal-flip', probability: 1.5 },
      { kind: 'rotation', degree: 15 },
      { kind: 'rotate' },
      { kind: 'colour-jitter', hue: 0.6 },
    ];
    for (const transform of wrong) expect(augmentationSchema.safeParse([transform]).success).toBe(false);
  });

  it('has pipelines that are recognised by their transforms', () => {
    for (const id of PIPELINES) expect(pipelineOf(pipeline(id))).toBe(id);
    expect(pipelineOf([defaultTransform('cutout')])).toBeNull();
  });

  it("equals write-up A's, in its order", () => {
    expect(pipeline('write-up-a').map(({ kind }) => kind)).toEqual([
      'random-resized-crop',
      'rotation',
      'colour-jitter',
      'horizontal-flip',
      'centre-crop',
    ]);
    expect(pipeline('write-up-a')[0]).toMatchObject({ scale: [0.8, 1], enlargement: 256 / 224 });
  });
});
