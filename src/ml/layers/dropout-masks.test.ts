import { memory, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { DropoutMasks } from './dropout-masks';

beforeAll(async () => {
  await chooseBackend('cpu');
});

it('drops its share, and scales the rest so that the mean stays the same', () => {
  const masks = new DropoutMasks(1);
  const values = masks.mask('a', [100, 100], 0.25).dataSync();
  expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
  // 10,000 draws: a standard error of 0.0043
  expect(values.filter((value) => value === 0).length / 10_000).toBeCloseTo(0.25, 1);
  masks.dispose();
});

it('keeps a mask until it is redrawn; a seed gives the same sequence of masks', () => {
  const before = memory().numTensors;
  const row = (seed: number) => {
    const masks = new DropoutMasks(seed);
    const read = () => Array.from(masks.mask('a', [4, 8], 0.5).dataSync());
    const drawn = [read(), read()];
    masks.redraw();
    drawn.push(read());
    masks.dispose();
    return drawn;
  };
  const [first, same, next] = row(3);
  expect(same).toEqual(first);
  expect(next).not.toEqual(first);
  expect(row(3)).toEqual([first, same, next]);
  expect(row(4)[0]).not.toEqual(first);
  expect(memory().numTensors).toBe(before);
});

it('writes into the same tensors if it can', () => {
  const masks = new DropoutMasks(1);
  const tensor = masks.mask('a', [2, 3], 0.5);
  const written: [Tensor, number][] = [];
  masks.redraw((into, values) => written.push([into, values.length]));
  expect(written).toEqual([[tensor, 6]]);
  expect(masks.mask('a', [2, 3], 0.5)).toBe(tensor);
  masks.dispose();
});

it('draws a new mask for a batch of another size', () => {
  const masks = new DropoutMasks(1);
  const first = masks.mask('a', [2, 3], 0.5);
  const second = masks.mask('a', [4, 3], 0.5);
  expect(second.shape).toEqual([4, 3]);
  expect(first.isDisposed).toBe(true);
  masks.dispose();
});
