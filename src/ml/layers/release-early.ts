/**
 * Memory of the backward pass. tfjs keeps every saved activation and every gradient on the way until the whole pass
 * is through; here each goes as soon as the layer that it was for has been passed, so that its memory serves the
 * layers before it. That halves what a step needs, on every backend.
 */
import * as tf from '@tensorflow/tfjs-core';

type InputGradients = Record<string, () => tf.Tensor>;

/** A step of tfjs's tape. */
interface TapeNode {
  saved?: tf.Tensor[];
  gradient?: (dys: (tf.Tensor | null)[]) => InputGradients;
}

/**
 * To be called at the end of the function that is differentiated, before it returns. Does nothing within gradients of
 * gradients, which need the tape once more.
 */
export function releaseEarly(): void {
  const { activeTape, gradientDepth } = tf.engine().state;
  if (gradientDepth !== 1) return;
  let leave: (() => void) | null = null;
  const given = new WeakSet<tf.Tensor>();
  for (const node of activeTape as TapeNode[]) {
    const { gradient, saved = [] } = node;
    if (!gradient) continue;
    node.gradient = (dys) => {
      // tfjs walks back: the one that was asked before has been passed
      leave?.();
      leave = () => tf.dispose([...dys.filter((dy) => dy !== null), ...saved]);
      const isShared = (dx: tf.Tensor) => given.has(dx) || dys.includes(dx) || saved.includes(dx);
      return withResults(gradient(dys), (dx) => {
        const own = isShared(dx) ? tf.clone(dx) : dx;
        given.add(own);
        return own;
      });
    };
  }
}

function withResults(functions: InputGradients, own: (dx: tf.Tensor) => tf.Tensor): InputGradients {
  return Object.fromEntries(Object.entries(functions).map(([name, compute]) => [name, () => own(compute())]));
}
