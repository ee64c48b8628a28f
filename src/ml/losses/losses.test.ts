/** Expected numbers: PyTorch and torchvision, by `scripts/reference/losses.py`; for several heads, finite differences. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { dispose, engine, memory, mul, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { OnesheetError } from '../../core/errors';
import { lossSchema } from '../../core/optimisation/losses';
import { parseRecipe } from '../../core/recipe/recipe';
import reference from '../../../scripts/reference/losses.json';
import { draw } from '../testing/draw-case';
import { installDawn } from '../testing/dawn';
import { startBackend } from '../testing/start-webgpu';
import headReference from '../training/reference.json';
import { huber, squaredError } from './distances';
import { createLoss } from './create-loss';
import { crossEntropy, binaryCrossEntropy } from './cross-entropy';
import { focalClasses, focalLabels } from './focal';
import { gradientOfHeads, type HeadPart, attachGradient } from './heads';
import type { OutputLoss } from './output-loss';

// a process can have only one WebGPU: here the software adapter
installDawn('software');
const backends = ['cpu', 'wasm', 'webgpu'] as const;

interface Case {
  name: string;
  settings: { gamma?: number; alpha?: number | null; delta?: number };
  logits: number[];
  targets: number[];
  weights: number[];
  values: number[];
  gradient: number[];
}
const { rows, outputs } = reference;
const cases: Case[] = reference.cases;

function lossOf({ name, settings: { gamma = 2, alpha = null, delta = 1 } }: Case): OutputLoss {
  switch (name) {
    case 'softmax-cross-entropy':
      return crossEntropy;
    case 'binary-cross-entropy':
      return binaryCrossEntropy;
    case 'focal-labels':
      return focalLabels({ gamma, alpha });
    case 'focal-classes':
      return focalClasses(gamma);
    case 'huber':
      return huber(delta);
    default:
      return squaredError;
  }
}

const far = (found: ArrayLike<number>, expected: readonly number[], tolerance: number) =>
  expected.filter((value, i) => !(Math.abs(found[i] - value) <= tolerance * Math.max(1, Math.abs(value))));

describe.each(cases)('$name $settings', (one) => {
  it("has PyTorch's values", () => {
    const { logits, targets, weights } = one;
    const values = one.values.map((_, row) =>
      lossOf(one).value(logits, targets, weights, row * outputs, outputs),
    );
    expect(far(values, one.values, 1e-7)).toEqual([]);
  });
});

it('has finite values however far apart the logits are', () => {
  const { logits, targets, values } = headReference.crossEntropy;
  const oneHot = targets.flatMap((target) => [0, 1, 2].map((k) => Number(k === target)));
  const ones = new Float64Array(logits.length).fill(1);
  const found = targets.map((_, row) => crossEntropy.value(logits, oneHot, ones, row * 3, 3));
  expect(far(found, values, 1e-7)).toEqual([]);
});

describe.each(backends)('on %s', (backend) => {
  beforeAll(() => startBackend(backend));

  const matrix = (values: ArrayLike<number>, count = rows) =>
    tensor2d(Float32Array.from(values), [count, values.length / count]);

  it.each(cases)("has PyTorch's gradient: $name $settings", async (one) => {
    const before = memory().numTensors;
    const gradient = tidy(() => {
      const whole: HeadPart = { from: 0, count: outputs, loss: lossOf(one) };
      return gradientOfHeads([whole], matrix(one.logits), matrix(one.targets), matrix(one.weights));
    });
    expect(far(await gradient.data(), one.gradient, 1e-5)).toEqual([]);
    gradient.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('gives several heads their own columns', async () => {
    const heads: HeadPart[] = [
      { from: 0, count: 3, loss: crossEntropy },
      { from: 3, count: 2, loss: focalLabels({ gamma: 1.5, alpha: 0.25 }) },
      { from: 5, count: 1, loss: huber(0.5) },
      { from: 6, count: 4, loss: focalClasses(2) },
    ];
    const batch = 70;
    const width = 10;
    const logits = draw([batch, width], 'logits');
    const targets = draw([batch, width], 'targets').map((v, i) =>
      i % width === 5 ? v : Math.min(1, Math.abs(v)),
    );
    // a fifth of the answers is missing
    const weights = draw([batch, width], 'weights').map((v, i) => (i % 5 === 0 ? 0 : Math.abs(v)));
    const total = (at: number, by: number) => {
      const moved = Float64Array.from(logits, (v, i) => (i === at ? v + by : v));
      const row = Math.floor(at / width);
      return heads.reduce(
        (sum, { from, count, loss }) => sum + loss.value(moved, targets, weights, row * width + from, count),
        0,
      );
    };
    const gradient = tidy(() =>
      gradientOfHeads(heads, matrix(logits, batch), matrix(targets, batch), matrix(weights, batch)),
    );
    const expected = [...logits].map((_, at) => (total(at, 1e-5) - total(at, -1e-5)) / 2e-5);
    expect(far(await gradient.data(), expected, 2e-5)).toEqual([]);
    gradient.dispose();
  });

  it('reaches the layers below the logits', async () => {
    const [{ logits, targets, weights, gradient }] = cases;
    const x = matrix(logits);
    const { grads } = engine().gradients(() => {
      const halved: Tensor2D = mul(x, 0.5);
      return attachGradient(mul(halved, 2), (values) =>
        gradientOfHeads(
          [{ from: 0, count: outputs, loss: crossEntropy }],
          values,
          matrix(targets),
          matrix(weights),
        ),
      );
    }, [x]);
    expect(far(await grads[0].data(), gradient, 1e-5)).toEqual([]);
    dispose([x, ...grads]);
  });
});

const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof OnesheetError) return error.code;
    throw error;
  }
  return null;
};

describe('the loss of a recipe', () => {
  it('is what the task needs', () => {
    const settings = lossSchema.parse({});
    expect(createLoss(settings, 'class')).toBe(crossEntropy);
    expect(createLoss(settings, 'labels')).toBe(binaryCrossEntropy);
    expect(createLoss(settings, 'value')).toBe(squaredError);
  });

  it('must fit the task', () => {
    const softmax = lossSchema.parse({ kind: 'softmax-cross-entropy' });
    expect(() => createLoss(softmax, 'labels')).toThrow(/softmax cross entropy.*several labels/);
    expect(() => createLoss(lossSchema.parse({ kind: 'huber' }), 'class')).toThrow(/huber/);
    expect(createLoss(lossSchema.parse({ kind: 'focal' }), 'class').wgsl.key).toMatch(/classes/);
  });

  it('smooths labels for a cross entropy of classes or labels, and throws for others', () => {
    for (const kind of ['huber', 'mean-squared-error', 'focal', 'auto'])
      expect(codeOf(() => parseRecipe({ loss: { kind, labelSmoothing: 0.1 } }))).toBe('recipe-invalid');
    for (const kind of ['softmax-cross-entropy', 'binary-cross-entropy']) {
      const smoothing = lossSchema.parse({ kind, labelSmoothing: 0.1 });
      expect(codeOf(() => createLoss(smoothing, 'value'))).toBe('recipe-invalid');
      expect(createLoss(smoothing, 'class').wgsl.key).toBe(kind.replace('softmax-', ''));
    }
  });
});
