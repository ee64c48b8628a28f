/** Gradients by tfjs's tape, by the name that a variable has here. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';

export interface Differentiated {
  value: tf.Scalar;
  byName: Map<string, tf.Tensor>;
}

/**
 * @param variables What to differentiate with respect to; each must have a part in the result.
 * @param loss Computes one number. Whatever else it wants to keep, it keeps by `tf.keep`.
 * @returns the number and a gradient a variable; the caller disposes them.
 */
export function differentiate(
  variables: ReadonlyMap<string, tf.Tensor>,
  loss: () => tf.Scalar,
): Differentiated {
  const names = [...variables.keys()];
  const { value, grads } = tf.engine().gradients(loss, [...variables.values()]);
  return { value, byName: new Map(names.map((name, i) => [name, grads[i]])) };
}
