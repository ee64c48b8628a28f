import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../backends/backends';
import { fillImages } from '../testing/fill-state-dict';
import { tinyArchitecture } from '../testing/tiny-architecture';
import { differentiate } from './differentiate';
import { DropoutMasks } from './dropout-masks';
import { initialWeights } from './initialise';
import { isDecayed } from '../optimizers/optimizer-state';
import { TrainableNetwork } from './trainable-network';

beforeAll(async () => {
  await chooseBackend('cpu');
});

function tiny(options = {}): TrainableNetwork {
  const architecture = tinyArchitecture(options);
  return new TrainableNetwork(architecture, initialWeights(architecture, 1));
}

function images(): tf.Tensor4D {
  return tf.tensor4d(fillImages(3, 7, 5), [3, 7, 5, 3]);
}

/** Runs with a network and images, and expects no tensor to be left behind. */
function withTiny(options: object, use: (network: TrainableNetwork, x: tf.Tensor4D) => void): void {
  const before = tf.memory();
  const network = tiny(options);
  const x = images();
  use(network, x);
  x.dispose();
  network.dispose();
  expect(tf.memory().numTensors).toBe(before.numTensors);
  expect(tf.memory().numBytes).toBe(before.numBytes);
}

function values(tensor: tf.Tensor | undefined): number[] {
  return Array.from(tensor?.dataSync() ?? []);
}

describe('stages', () => {
  it('can all be trained at first', () => {
    withTiny({}, (network) => {
      expect(network.stages).toEqual(['stem', 'block', 'head']);
      expect(network.firstTrainable).toBe('stem');
      expect([...network.trainableVariables().keys()]).toEqual([
        'conv/kernel',
        'norm/gamma',
        'norm/beta',
        'block/depthwise/kernel',
        'block/depthwise/bias',
        'block/squeeze/reduce/kernel',
        'block/squeeze/reduce/bias',
        'block/squeeze/expand/kernel',
        'block/squeeze/expand/bias',
        'block/project/kernel',
        'block/norm/gamma',
        'block/norm/beta',
        'fc/kernel',
        'fc/bias',
      ]);
    });
  });

  it('are unfrozen from the end', () => {
    withTiny({}, (network) => {
      network.setTrainableLast(1);
      expect([...network.trainableVariables().keys()]).toEqual(['fc/kernel', 'fc/bias']);
      expect(network.firstTrainable).toBe('head');
      expect(network.isTrainable('block')).toBe(false);
      const flagged = [...network.variables].filter(([, { trainable }]) => trainable).map(([name]) => name);
      expect(flagged).toEqual(['fc/kernel', 'fc/bias']);
      network.setTrainableLast(2);
      expect(network.firstTrainable).toBe('block');
      network.setTrainableLast(0);
      expect(network.firstTrainable).toBeNull();
      expect(() => network.setTrainable(['neck'])).toThrow(/neck/);
    });
  });

  it('give the logits of the whole network when cut anywhere', () => {
    withTiny({}, (network, x) => {
      tf.tidy(() => {
        const whole = values(network.forward(x));
        for (const stage of network.stages) {
          const activations = network.activationsBefore(stage, x);
          expect(values(network.forwardFrom(stage, activations))).toEqual(whole);
        }
        expect(network.activationsBefore('head', x).map(({ shape }) => shape)).toEqual([[3, 4, 3, 4]]);
        expect(() => network.forwardFrom('head', [])).toThrow(/reads 1 values; 0/);
      });
    });
  });
});

describe('names', () => {
  it('say which parameters weight decay applies to', () => {
    withTiny({}, (network) => {
      const decayed = network.parameters.map(({ name }) => name).filter(isDecayed);
      expect(decayed).toEqual([
        'conv/kernel',
        'block/depthwise/kernel',
        'block/squeeze/reduce/kernel',
        'block/squeeze/expand/kernel',
        'block/project/kernel',
        'fc/kernel',
      ]);
    });
  });
});

describe('training', () => {
  const training = { training: true } as const;

  it('updates the averages of the stages that are trained, and of no others', () => {
    withTiny({ dropout: 0 }, (network, x) => {
      network.setTrainable(['block', 'head']);
      const averages = () =>
        ['norm/moving_mean', 'block/norm/moving_mean'].map((name) => values(network.variables.get(name)));
      const before = averages();
      network.forward(x).dispose();
      expect(averages()).toEqual(before);
      network.forward(x, training).dispose();
      const after = averages();
      expect(after[0]).toEqual(before[0]);
      expect(after[1]).not.toEqual(before[1]);
      network.forward(x, { ...training, frozenNorms: true }).dispose();
      expect(averages()).toEqual(after);
    });
  });

  it('gives the same logits as outside training if every norm is frozen', () => {
    withTiny({ dropout: 0 }, (network, x) => {
      tf.tidy(() => {
        const atRest = values(network.forward(x));
        network.setTrainableLast(1);
        expect(values(network.forward(x, training))).toEqual(atRest);
        network.setTrainableLast(2);
        expect(values(network.forward(x, training))).not.toEqual(atRest);
      });
    });
  });

  it('gives gradients only to what is trained, from a cut, too', () => {
    withTiny({ dropout: 0 }, (network, x) => {
      network.setTrainableLast(2);
      const loss = (logits: tf.Tensor2D): tf.Scalar => tf.sum(tf.square(logits));
      const whole = differentiate(network.trainableVariables(), () => loss(network.forward(x, training)));
      const cut = network.activationsBefore('block', x);
      const fromCut = differentiate(network.trainableVariables(), () =>
        loss(network.forwardFrom('block', cut, training)),
      );
      expect([...fromCut.byName.keys()]).toEqual([...network.trainableVariables().keys()]);
      for (const [name, gradient] of whole.byName)
        expect(values(fromCut.byName.get(name))).toEqual(values(gradient));
      tf.dispose([whole.value, fromCut.value, ...whole.byName.values(), ...fromCut.byName.values(), ...cut]);
    });
  });

  it('has the gradients of finite differences in squeeze-excite, depthwise and residual', () => {
    withTiny({ dropout: 0 }, (network, x) => {
      const loss = () => tf.tidy((): tf.Scalar => tf.sum(tf.square(network.forward(x, training))));
      const { value, byName } = differentiate(network.trainableVariables(), loss);
      const step = 1e-2;
      const errors = new Map<string, number>();
      for (const [name, variable] of network.trainableVariables()) {
        const original = values(variable);
        const at = Math.floor(original.length / 2);
        const moved = (by: number) => {
          tf.tidy(() => {
            const changed = original.map((one, i) => (i === at ? one + by : one));
            variable.assign(tf.tensor(changed, variable.shape));
          });
          return tf.tidy(() => loss().dataSync()[0]);
        };
        const slope = (moved(step) - moved(-step)) / (2 * step);
        moved(0);
        const found = values(byName.get(name))[at];
        errors.set(name, Math.abs(found - slope) / Math.max(0.1, Math.abs(slope)));
      }
      expect([...errors].filter(([, error]) => !(error < 2e-2))).toEqual([]);
      tf.dispose([value, ...byName.values()]);
    });
  });

  it('requires masks if it has active dropout', () => {
    withTiny({ dropout: 0.5 }, (network, x) => {
      expect(() => network.forward(x, training)).toThrow(/masks/);
      network.setTrainable(['stem']);
      network.forward(x, training).dispose();
    });
  });

  it('drops by the masks that it is given', () => {
    withTiny({ dropout: 0.5 }, (network, x) => {
      network.setTrainableLast(1);
      const masks = new DropoutMasks(1);
      const draw = () => tf.tidy(() => values(network.forward(x, { ...training, dropout: masks })));
      const first = draw();
      expect(draw()).toEqual(first);
      masks.redraw();
      expect(draw()).not.toEqual(first);
      masks.dispose();
    });
  });
});

describe('weights', () => {
  it('are returned as they were given', async () => {
    const architecture = tinyArchitecture();
    const weights = initialWeights(architecture, 3);
    const network = new TrainableNetwork(architecture, weights);
    expect(await network.weights()).toEqual(weights);
    network.dispose();
  });

  it('are loaded in place, except for stages that are excluded', async () => {
    const architecture = tinyArchitecture();
    const network = tiny();
    const before = await network.weights();
    const other = initialWeights(architecture, 2);
    const head = network.variables.get('fc/kernel');
    other.delete('fc/kernel');
    other.delete('fc/bias');
    const tensors = tf.memory().numTensors;
    network.load(other, { except: ['head'] });
    const after = await network.weights();
    expect(after.get('conv/kernel')).toEqual(other.get('conv/kernel'));
    expect(after.get('fc/kernel')).toEqual(before.get('fc/kernel'));
    expect(network.variables.get('fc/kernel')).toBe(head);
    expect(tf.memory().numTensors).toBe(tensors);
    network.dispose();
  });

  it('that are missing, misshapen or unknown are named in the error, and change nothing', async () => {
    const network = tiny();
    const before = await network.weights();
    const architecture = tinyArchitecture();
    const wrong = (change: (weights: typeof before) => void) => {
      const weights = initialWeights(architecture, 2);
      change(weights);
      return weights;
    };
    const tensor = { dtype: 'F32' as const, shape: [1], data: new Float32Array(1) };
    const cases = [
      [wrong((weights) => weights.delete('norm/beta')), 'weights-missing-tensor', 'norm/beta'],
      [wrong((weights) => weights.set('fc/bias', tensor)), 'weights-shape', 'fc/bias'],
      [wrong((weights) => weights.set('fc2/bias', tensor)), 'weights-extra-tensor', 'fc2/bias'],
    ] as const;
    const tensors = tf.memory().numTensors;
    for (const [weights, code, name] of cases) {
      const error = expect.objectContaining({ code, message: expect.stringContaining(`"${name}"`) });
      expect(() => network.load(weights)).toThrow(error);
      expect(() => new TrainableNetwork(architecture, weights)).toThrow(error);
    }
    expect(await network.weights()).toEqual(before);
    expect(tf.memory().numTensors).toBe(tensors);
    network.dispose();
  });
});
