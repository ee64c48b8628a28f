/**
 * The head on the device: named trainable variables, a forward pass, and explicit gradients. A head is only two or four
 * tensors, so the bookkeeping of autodiff would cost more than the arithmetic.
 */
import {
  cast,
  fused,
  greater,
  keep,
  matMul,
  mul,
  sum,
  tensor1d,
  tensor2d,
  tidy,
  transpose,
  variable,
  type Tensor,
  type Tensor2D,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { OutputLoss } from '../losses/output-loss';
import type { NamedVariables } from '../optimizers/optimizer';
import type { DenseLayer, HeadWeights } from '../../core/run/trained';

interface DenseVariables {
  inputs: number;
  outputs: number;
  kernel: Variable;
  bias: Variable;
}

/** One batch on the device. Padding rows have weight 0. */
export interface HeadBatch {
  /** `[batch, dimension]` */
  features: Tensor2D;
  /** `[batch, outputs]` */
  targets: Tensor2D;
  /** `[batch, outputs]`, or `[batch, 1]` if all outputs have the same. */
  weights: Tensor2D;
}

export interface HeadGradients {
  /** `[batch, outputs]`, from before the step. */
  logits: Tensor2D;
  byName: Map<string, Tensor>;
}

/** Trainable variables `head/0/kernel`, `head/0/bias`, and `head/1/…` if there is a hidden layer. */
export class HeadModel {
  private readonly layers: DenseVariables[];
  readonly variables: NamedVariables;

  constructor(weights: HeadWeights) {
    const byName = new Map<string, Variable>();
    this.layers = weights.map(({ inputs, outputs, kernel, bias }, index) => {
      const layer = tidy(() => ({
        inputs,
        outputs,
        kernel: variable(tensor2d(kernel.slice(), [inputs, outputs])),
        bias: variable(tensor1d(bias.slice())),
      }));
      byName.set(`head/${index}/kernel`, layer.kernel);
      byName.set(`head/${index}/bias`, layer.bias);
      return layer;
    });
    this.variables = byName;
  }

  /** `[rows, dimension]` → `[rows, outputs]` */
  logits(features: Tensor2D): Tensor2D {
    return tidy(() => {
      const activations = this.activations(features);
      return activations[activations.length - 1];
    });
  }

  /** Logits, and the gradients of the batch's weighted loss by variable. The caller disposes of all of them. */
  gradients({ features, targets, weights }: HeadBatch, loss: Pick<OutputLoss, 'gradient'>): HeadGradients {
    const byName = new Map<string, Tensor>();
    const logits = tidy(() => {
      const activations = this.activations(features);
      const logits = activations[activations.length - 1];
      let upstream = loss.gradient(logits, targets, weights);
      for (let index = this.layers.length - 1; index >= 0; index--) {
        const input = index === 0 ? features : activations[index - 1];
        // an explicit transpose, since the wasm backend's matMul has no fast path for `transposeA`
        byName.set(`head/${index}/kernel`, keep(matMul(transpose(input), upstream)));
        byName.set(`head/${index}/bias`, keep(sum(upstream, 0)));
        if (index === 0) break;
        const active = cast(greater(input, 0), 'float32');
        const kernel = this.layers[index].kernel as Tensor as Tensor2D;
        upstream = mul(matMul(upstream, transpose(kernel)), active);
      }
      return logits;
    });
    return { logits, byName };
  }

  /** The current weights. */
  async weights(): Promise<HeadWeights> {
    return Promise.all(
      this.layers.map(async ({ inputs, outputs, kernel, bias }): Promise<DenseLayer> => ({
        inputs,
        outputs,
        kernel: await kernel.data<'float32'>(),
        bias: await bias.data<'float32'>(),
      })),
    );
  }

  dispose(): void {
    for (const { kernel, bias } of this.layers) {
      kernel.dispose();
      bias.dispose();
    }
  }

  /** Outputs of every layer, the logits last. */
  private activations(features: Tensor2D): Tensor2D[] {
    const outputs: Tensor2D[] = [];
    for (const [index, { kernel, bias }] of this.layers.entries())
      outputs.push(
        fused.matMul({
          a: outputs[index - 1] ?? features,
          b: kernel,
          bias,
          activation: index === this.layers.length - 1 ? 'linear' : 'relu',
        }) as Tensor2D,
      );
    return outputs;
  }
}
