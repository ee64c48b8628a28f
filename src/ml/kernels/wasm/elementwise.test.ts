import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { draw, readInfo } from '../../testing/draw-case';
import { relativeError } from '../../testing/reference-conv';
import { startWasm } from '../../testing/start-wasm';
import { FUSED_ACTIVATIONS } from '../activations';
import { activationGradient, addActivate } from './elementwise';
import type { WasmKernels } from './wasm-kernels';

let wasm: WasmKernels;
beforeAll(async () => {
  wasm = await startWasm();
});

const LENGTHS = [1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 100, 1023, 4096, 20_001];
const CASES = LENGTHS.flatMap((length) => FUSED_ACTIVATIONS.map((activation) => ({ length, activation })));
const TOP = { linear: Infinity, relu: Infinity, relu6: 6 };

it('has at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

describe.each(CASES)('$length values, $activation', ({ length, activation }) => {
  it('are added, activated and differentiated as defined', async () => {
    const [a, b, dy] = ['a', 'b', 'dy'].map((stream) => draw([length], stream).map((v) => 4 * v));
    const [ta, tb, tdy] = [a, b, dy].map((values) => tf.tensor1d(values));
    const bound = (value: number) =>
      activation === 'linear' ? value : Math.max(0, Math.min(TOP[activation], value));
    const sum = Float64Array.from(a, (v, i) => bound(v + b[i]));
    expect(relativeError(await readInfo(addActivate(wasm, ta, tb, activation)), sum)).toBeLessThan(1e-6);
    const y = addActivate(wasm, ta, null, activation);
    const passed = Float64Array.from(dy, (v, i) => (bound(a[i]) === a[i] || activation === 'linear' ? v : 0));
    const dx = await readInfo(activationGradient(wasm, tdy, y, activation));
    expect(relativeError(dx, passed)).toBe(0);
    expect(relativeError(await readInfo(y), a.map(bound))).toBe(0);
    tf.dispose([ta, tb, tdy]);
  });
});
