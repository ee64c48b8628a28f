/** All parameters of a network, and gradients of the same shapes, as input for optimizers and similar work. */
import * as tf from '@tensorflow/tfjs-core';
import { parametersOf, isTrained } from '../../src/ml/layers/parameters';
import { architectureNamed, type NetworkName } from '../train/networks';
import { noise } from './noise';

export interface Parameters {
  tensors: number;
  elements: number;
  make(): Made;
}

interface Made {
  variables: Map<string, tf.Variable>;
  gradients: Map<string, tf.Tensor>;
  dispose(): void;
}

export function parametersNamed(name: NetworkName): Parameters {
  const trained = parametersOf(architectureNamed(name)).filter(({ kind }) => isTrained(kind));
  return {
    tensors: trained.length,
    elements: trained.reduce((sum, { shape }) => sum + tf.util.sizeFromShape([...shape]), 0),
    make() {
      const variables = new Map(
        trained.map((one) => [one.name, tf.tidy(() => tf.variable(noise([...one.shape])))]),
      );
      const gradients = new Map(trained.map((one) => [one.name, noise([...one.shape])]));
      return {
        variables,
        gradients,
        dispose: () => tf.dispose([...variables.values(), ...gradients.values()]),
      };
    },
  };
}
