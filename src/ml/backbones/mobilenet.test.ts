import { describe, expect, it } from 'vitest';
import reference from '../../../scripts/reference/mobilenet-filled.json';
import { sizeOf } from '../layers/weights';
import { mobileNetV2, type MobileNetV2Config } from './mobilenet';
import { inputsOf, nodesFor, tensorShapes } from './network';

function config(width: number): MobileNetV2Config {
  return { family: 'mobilenet-v2', width, padding: 'same', batchNorm: 'folded', inputRange: [-1, 1] };
}

describe('mobileNetV2', () => {
  it.each(Object.entries(reference.weights))(
    'of width %s has as many weights as torchvision’s',
    (width, count) => {
      const shapes = [...tensorShapes(mobileNetV2(config(Number(width)))).values()];
      expect(shapes.reduce((sum, shape) => sum + sizeOf(shape), 0)).toBe(count);
    },
  );

  it('names its nodes uniquely, each after those that it reads', () => {
    const seen = new Set(['input']);
    for (const node of mobileNetV2(config(1)).nodes) {
      expect(inputsOf(node).every((name) => seen.has(name))).toBe(true);
      expect(seen.has(node.name)).toBe(false);
      seen.add(node.name);
    }
  });

  it('adds a block’s input where Keras does', () => {
    const added = mobileNetV2(config(1)).nodes.filter(({ op }) => op === 'add');
    expect(added.map(({ name }) => name)).toEqual(
      [2, 4, 5, 7, 8, 9, 11, 12, 14, 15].map((block) => `block_${block}_add`),
    );
  });
});

describe('nodesFor', () => {
  it('omits what comes after the last tap', () => {
    const names = nodesFor(mobileNetV2(config(1)), ['block_13_expand', 'block_12_add']).map(
      ({ name }) => name,
    );
    expect(names.at(-1)).toBe('block_13_expand');
    expect(names).not.toContain('block_13_depthwise');
    expect(names).toContain('Conv');
  });
});
