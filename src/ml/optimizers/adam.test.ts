/** Expected numbers: `torch.optim.Adam`, by `scripts/reference/head.py`. */
import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend, tensor, variable, dispose } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import reference from '../training/reference.json';
import { Adam } from './adam';

beforeAll(async () => {
  await setBackend('cpu');
});

describe.each(reference.adam)('Adam with $settings', ({ start, gradients, values, settings }) => {
  it("takes PyTorch's steps", () => {
    const before = memory().numTensors;
    const adam = new Adam(settings);
    const first = tensor(start, [2, 3]);
    const moved = variable(first);
    for (const [step, gradient] of gradients.entries()) {
      const given = tensor(gradient, [2, 3]);
      adam.apply(new Map([['w', moved]]), new Map([['w', given]]));
      given.dispose();
      for (const [i, value] of moved.dataSync().entries()) expect(value).toBeCloseTo(values[step][i], 5);
    }
    adam.dispose();
    dispose([first, moved]);
    expect(memory().numTensors).toBe(before);
  });
});

describe('state by name', () => {
  const { start, gradients, values, settings } = reference.adam[0];

  it('is unmoved by variables that come, go and change places', () => {
    const adam = new Adam(settings);
    const followed = variable(tensor(start, [2, 3]));
    const other = variable(tensor([1, 2]));
    const otherGradient = tensor([0.5, -0.5]);
    for (const [step, gradient] of gradients.entries()) {
      const given = tensor(gradient, [2, 3]);
      const variables = new Map([
        ['other', other],
        ['w', followed],
      ]);
      // the other one trains every second step only, and comes before or after
      const both = new Map([
        ['w', given],
        ['other', otherGradient],
      ]);
      adam.apply(variables, step % 2 === 0 ? both : new Map([['w', given]]));
      given.dispose();
    }
    const last = values[values.length - 1];
    for (const [i, value] of followed.dataSync().entries()) expect(value).toBeCloseTo(last[i], 5);
    dispose([followed, other, otherGradient]);
    adam.dispose();
  });

  it('refuses a gradient of no variable', () => {
    const gradient = tensor([1]);
    expect(() => new Adam(settings).apply(new Map(), new Map([['x', gradient]]))).toThrow(/"x"/);
    gradient.dispose();
  });
});
