/** Gradients by tfjs's tape, keyed by our names of the variables. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { releaseEarly } from './release-early';

export interface Differentiated<T extends tf.Tensor> {
  value: T;
  byName: Map<string, tf.Tensor>;
}

/**
 * @param variables What to differentiate with respect to; the result must depend on each.
 * @param loss Computes one number, or several, whose sum is differentiated. It keeps anything else by `tf.keep`.
 * @returns the loss and one gradient per variable; the caller disposes of them.
 */
export function differentiate<T extends tf.Tensor>(
  variables: ReadonlyMap<string, tf.Tensor>,
  loss: () => T,
): Differentiated<T> {
  const names = [...variables.keys()];
  const forward = () => {
    const value = loss();
    releaseEarly();
    return value;
  };
  const { value, grads } = tf.engine().gradients(forward, [...variables.values()]);
  return { value, byName: new Map(names.map((name, i) => [name, grads[i]])) };
}
