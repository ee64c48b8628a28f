/** Gradients by tfjs's tape, by the name that a variable has here. */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { releaseEarly } from './release-early';

export interface Differentiated<T extends tf.Tensor> {
  value: T;
  byName: Map<string, tf.Tensor>;
}

/**
 * @param variables What to differentiate with respect to; each must have a part in the result.
 * @param loss Computes one number, or several whose sum is meant. Whatever else it wants to keep, it keeps by `tf.keep`.
 * @returns what was computed and a gradient a variable; the caller disposes them.
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
