/** Work forward and backward: a function of tensors, and its gradients in all of them. */
import * as tf from '@tensorflow/tfjs-core';
import type { Work } from './kernel-bench';

/** @param dy Has the result's shape. Takes ownership of the tensors. */
export function differentiated(
  operation: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: tf.Tensor[],
  dy: tf.Tensor,
): Work {
  const both = tf.valueAndGrads(operation);
  return {
    run: () => {
      const { value, grads } = both(inputs, dy);
      return [value, ...grads];
    },
    dispose: () => tf.dispose([...inputs, dy]),
  };
}
