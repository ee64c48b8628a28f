/** Activations, also after a sum and after a dense layer's bias, compared with float64 functions and their differences. */
import * as tf from '@tensorflow/tfjs-core';
import type { Activation } from '../../kernels/activations';
import type { NetworkOps } from '../../layers/ops';
import { draw } from '../draw-case';
import { ACTIVATIONS, referenceActivation, referenceSlope } from '../reference-activation';
import { relativeError } from '../reference-conv';
import { valueAndGradients, type Check, type KernelBackendName } from './check';

type Shape = [number, number, number, number];

/** None is near a corner, where a finite difference would mix both sides. */
function drawWide(shape: readonly number[]): Float32Array {
  return draw(shape, 'x').map((v) => {
    const wide = 3 * v;
    return [-3, 0, 3, 6].some((corner) => Math.abs(wide - corner) < 1e-3) ? wide + 0.01 : wide;
  });
}

function alone(ops: NetworkOps, activation: Activation, shape: Shape): Check {
  return {
    title: `${activation} [${shape.join(',')}]`,
    async errors() {
      const x = drawWide(shape);
      const dy = draw(shape, 'dy');
      const [y, dx] = await valueAndGradients(
        (image) => ops.activate(image, activation),
        [tf.tensor(x, shape)],
        tf.tensor(dy, shape),
      );
      const wide = Float64Array.from(x);
      return {
        y: relativeError(
          y,
          wide.map((v) => referenceActivation(v, activation)),
        ),
        dx: relativeError(
          dx,
          wide.map((v, i) => dy[i] * referenceSlope(v, activation)),
        ),
      };
    },
  };
}

function afterSum(ops: NetworkOps, activation: Activation, shape: Shape): Check {
  return {
    title: `${activation} of a sum [${shape.join(',')}]`,
    async errors() {
      const b = draw(shape, 'other');
      const a = drawWide(shape).map((v, i) => v - b[i]);
      const dy = draw(shape, 'dy');
      const [y, da, db] = await valueAndGradients(
        (one, other) => ops.addActivate(one as tf.Tensor4D, other as tf.Tensor4D, activation),
        [tf.tensor(a, shape), tf.tensor(b, shape)],
        tf.tensor(dy, shape),
      );
      const sums = Float64Array.from(a, (v, i) => v + b[i]);
      const slopes = sums.map((v, i) => dy[i] * referenceSlope(v, activation));
      return {
        y: relativeError(
          y,
          sums.map((v) => referenceActivation(v, activation)),
        ),
        da: relativeError(da, slopes),
        db: relativeError(db, slopes),
      };
    },
  };
}

function dense(ops: NetworkOps, [rows, inputs, outputs]: [number, number, number]): Check {
  return {
    title: `dense with bias and ReLU [${rows},${inputs}] → ${outputs}`,
    async errors() {
      const [x, w] = [draw([rows, inputs], 'x'), draw([inputs, outputs], 'w')];
      const [bias, dy] = [draw([outputs], 'bias'), draw([rows, outputs], 'dy')];
      const expected = { dx: new Float64Array(x.length), dw: new Float64Array(w.length) };
      const db = new Float64Array(outputs);
      const y = Float64Array.from({ length: rows * outputs }, (_, i) => {
        const [row, column] = [Math.floor(i / outputs), i % outputs];
        let sum = bias[column];
        for (let k = 0; k < inputs; k++) sum += x[row * inputs + k] * w[k * outputs + column];
        if (sum <= 0) return 0;
        for (let k = 0; k < inputs; k++) {
          expected.dx[row * inputs + k] += dy[i] * w[k * outputs + column];
          expected.dw[k * outputs + column] += dy[i] * x[row * inputs + k];
        }
        db[column] += dy[i];
        return sum;
      });
      const found = await valueAndGradients(
        (input, kernel, shift) =>
          ops.dense(input as tf.Tensor2D, kernel as tf.Tensor2D, shift as tf.Tensor1D, 'relu'),
        [tf.tensor2d(x, [rows, inputs]), tf.tensor2d(w, [inputs, outputs]), tf.tensor1d(bias)],
        tf.tensor2d(dy, [rows, outputs]),
      );
      return {
        y: relativeError(found[0], y),
        dx: relativeError(found[1], expected.dx),
        dw: relativeError(found[2], expected.dw),
        db: relativeError(found[3], db),
      };
    },
  };
}

/** Enough work for WASM to divide among its threads. */
const LARGE: Shape = [4, 24, 23, 20];

export function activationChecks(backend: KernelBackendName, ops: NetworkOps): Check[] {
  return [
    ...ACTIVATIONS.filter((name) => name !== 'linear').map((name) => alone(ops, name, [2, 7, 5, 3])),
    afterSum(ops, 'linear', [1, 3, 5, 7]),
    afterSum(ops, 'relu', [4, 4, 4, 65]),
    afterSum(ops, 'relu6', [1, 9, 9, 130]),
    dense(ops, [5, 33, 7]),
    ...(backend === 'wasm'
      ? [alone(ops, 'relu', LARGE), afterSum(ops, 'relu6', LARGE), dense(ops, [33, 300, 130])]
      : []),
  ];
}
