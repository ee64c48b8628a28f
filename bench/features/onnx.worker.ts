/** onnxruntime-web on WASM, with the same network up to the same taps. */
import * as ort from 'onnxruntime-web/wasm';
import scriptUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import binaryUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { BUNDLED } from '../../src/ml/backbones/bundled';
import { mobileNetV2 } from '../../src/ml/backbones/mobilenet';
import { parseSafetensors } from '../../src/ml/weights/safetensors';
import { compete, testPixels, type Preparation } from './contest';
import { toOnnx } from './onnx-model';

const bundled = BUNDLED['open-images-mobilenet-v2'];
const TAPS = ['block_12_add', 'block_13_expand', 'block_15_add'];

let session: ort.InferenceSession;
let shape: Preparation;
let pixels: Uint8Array;
let planes: Float32Array;

/** `[batch, height, width, 3]` bytes to `[batch, 3, height, width]` in -1..1. */
function toPlanes(): void {
  const area = shape.size ** 2;
  for (let image = 0; image < shape.batchSize; image++)
    for (let channel = 0; channel < 3; channel++) {
      const to = (image * 3 + channel) * area;
      const from = image * 3 * area + channel;
      for (let i = 0; i < area; i++) planes[to + i] = pixels[from + i * 3] / 127.5 - 1;
    }
}

compete({
  async prepare(preparation) {
    const { base, batchSize, size, threads } = preparation;
    shape = preparation;
    ort.env.wasm.numThreads = threads;
    const absolute = (url: string) => new URL(url, globalThis.location.href).href;
    ort.env.wasm.wasmPaths = { mjs: absolute(scriptUrl), wasm: absolute(binaryUrl) };
    const file = await fetch(new URL(bundled.path, base));
    const weights = parseSafetensors(await file.arrayBuffer());
    session = await ort.InferenceSession.create(toOnnx(mobileNetV2(bundled.config), weights, TAPS), {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'all',
    });
    pixels = testPixels(batchSize, size);
    planes = new Float32Array(pixels.length);
  },
  async run(batches) {
    const { size, batchSize } = shape;
    let last = new Float32Array();
    for (let i = 0; i < batches; i++) {
      toPlanes();
      const { features } = await session.run({
        input: new ort.Tensor('float32', planes, [batchSize, 3, size, size]),
      });
      last = new Float32Array((await features.getData()) as Float32Array);
    }
    return last;
  },
});
