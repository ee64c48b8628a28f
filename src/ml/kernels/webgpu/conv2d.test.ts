import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../../core/random';
import { caseTitle, CONV_CASES } from '../../testing/conv-cases';
import {
  convSizes,
  referenceFilterGradient,
  referenceForward,
  referenceInputGradient,
  relativeError,
} from '../../testing/reference-conv';
import { startWebGPU } from '../../testing/start-webgpu';
import { conv2dFilterGradient, conv2dForward, conv2dInputGradient } from './conv2d';
import type { ConvGeometry } from './conv-geometry';
import { internals, type WebGPUInternals } from './internals';

const TOLERANCE = 1e-5;

let gpu: WebGPUInternals;
beforeAll(async () => {
  await startWebGPU();
  gpu = internals();
});

function draw(shape: number[], stream: string): Float32Array {
  const random = new Random(1, stream);
  return Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal());
}

async function read(info: tf.TensorInfo): Promise<Float32Array> {
  const tensor = tf.engine().makeTensorFromTensorInfo(info);
  const values = (await tensor.data()) as Float32Array;
  tensor.dispose();
  return values;
}

/** The three tensors of a case, with random values, on the GPU and here. */
function drawCase(g: ConvGeometry) {
  const sizes = convSizes(g);
  const values = { x: draw(sizes.x, 'x'), w: draw(sizes.w, 'w'), dy: draw(sizes.y, 'dy') };
  const tensors = {
    x: tf.tensor(values.x, sizes.x),
    w: tf.tensor(values.w, sizes.w),
    dy: tf.tensor(values.dy, sizes.y),
  };
  return { values, tensors, dispose: () => tf.dispose(Object.values(tensors)) };
}

it('has at least forty cases', () => expect(CONV_CASES.length).toBeGreaterThanOrEqual(40));

describe.each(CONV_CASES.map((g) => [caseTitle(g), g] as const))('%s', (_, g) => {
  it('forward agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawCase(g);
    const y = await read(conv2dForward(gpu, g, tensors.x, tensors.w));
    expect(relativeError(y, referenceForward(g, values.x, values.w))).toBeLessThan(TOLERANCE);
    dispose();
  });
  it('filter gradient agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawCase(g);
    const dw = await read(conv2dFilterGradient(gpu, g, tensors.x, tensors.dy));
    expect(relativeError(dw, referenceFilterGradient(g, values.x, values.dy))).toBeLessThan(TOLERANCE);
    dispose();
  });
  it('input gradient agrees with float64 loops', async () => {
    const { values, tensors, dispose } = drawCase(g);
    const dx = await read(conv2dInputGradient(gpu, g, tensors.dy, tensors.w));
    expect(relativeError(dx, referenceInputGradient(g, values.dy, values.w))).toBeLessThan(TOLERANCE);
    dispose();
  });
});

it('gives every byte and tensor back', async () => {
  const g = CONV_CASES[CONV_CASES.length - 2];
  const round = async () => {
    const { tensors, dispose } = drawCase(g);
    await read(conv2dForward(gpu, g, tensors.x, tensors.w));
    await read(conv2dFilterGradient(gpu, g, tensors.x, tensors.dy));
    await read(conv2dInputGradient(gpu, g, tensors.dy, tensors.w));
    dispose();
  };
  await round();
  const before = { tensors: tf.memory().numTensors, ...gpu.memory() };
  await round();
  await round();
  expect({ tensors: tf.memory().numTensors, ...gpu.memory() }).toEqual(before);
});
