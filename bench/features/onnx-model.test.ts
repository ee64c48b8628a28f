/**
 * The benchmark's model of the bundled backbone in onnxruntime-web: an independent program that computes the same
 * features, compared with PyTorch in float64.
 */
import * as ort from 'onnxruntime-web';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import cases from '../../scripts/reference/mobilenet-features.json';
import { extractBundledWeights } from '../../scripts/tflite/bundled-weights';
import { BUNDLED } from '../../src/ml/backbones/bundled';
import { mobileNetV2 } from '../../src/ml/backbones/mobilenet';
import { parseSafetensors } from '../../src/ml/weights/safetensors';
import { toOnnx } from './onnx-model';

const bundled = BUNDLED['open-images-mobilenet-v2'];
const TAPS = ['block_6_expand', 'block_12_add', 'block_13_expand', 'block_15_add', 'Conv_1'] as const;

/** The reference's pixels by formula, in -1..1, channels first. */
function image(height: number, width: number): ort.Tensor {
  const pixels = Float32Array.from({ length: 3 * height * width }, (_, i) => {
    const [c, y, x] = [Math.floor(i / width / height), Math.floor(i / width) % height, i % width];
    return ((y * 7 + x * 13 + c * 29 + y * x) % 256) / 127.5 - 1;
  });
  return new ort.Tensor('float32', pixels, [1, 3, height, width]);
}

describe('toOnnx', () => {
  let session: ort.InferenceSession;

  beforeAll(async () => {
    const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
    const weights = parseSafetensors((await extractBundledWeights(bundled, modules)).buffer);
    ort.env.wasm.numThreads = 1;
    session = await ort.InferenceSession.create(toOnnx(mobileNetV2(bundled.config), weights, TAPS));
  });

  it.each(cases)('makes a model that gives PyTorch’s features at $height × $width', async (each) => {
    const { features } = await session.run({ input: image(each.height, each.width) });
    const actual = (await features.getData()) as Float32Array;
    const expected = TAPS.flatMap((tap) => each.features[tap]);
    const worst = Math.max(...expected.map((value, i) => Math.abs(actual[i] - value)));
    expect(actual.length).toBe(expected.length);
    expect(worst).toBeLessThan(1e-4);
  });
});
