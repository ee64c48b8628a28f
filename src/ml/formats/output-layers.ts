/**
 * The outputs of a model as Keras layers: one dense layer per head, each with its own activation, concatenated if there
 * are several. In training they are columns of a single layer.
 */
import { placeHeads, type Head } from '../../core/heads';
import type { Columns, LayerList } from './keras-layers';

const ACTIVATIONS = { class: 'softmax', labels: 'sigmoid', value: 'linear' } as const;
const NAMES = { class: 'probabilities', labels: 'probabilities', value: 'value' } as const;
const JOINED = 'predictions';

interface OutputLayer {
  name: string;
  activation: string;
  /** Undefined if there is only one head, which has all columns. */
  columns: Columns | undefined;
  units: number;
}

export function outputLayers(heads: readonly Head[]): OutputLayer[] {
  const placed = placeHeads(heads);
  const all = placed.reduce((sum, { outputs }) => sum + outputs, 0);
  const alone = placed.length === 1;
  return placed.map(({ kind, output, outputs }, index) => ({
    name: alone ? NAMES[kind] : `${NAMES[kind]}_${index + 1}`,
    activation: ACTIVATIONS[kind],
    columns: alone ? undefined : { from: output, count: outputs, all },
    units: outputs,
  }));
}

/** Adds them after a layer of features. @returns the name of the model's output. */
export function addOutputs(layers: LayerList, heads: readonly Head[], input: string): string {
  const names = outputLayers(heads).map(({ name, units, activation }) =>
    layers.add('Dense', name, { units, activation, use_bias: true }, [input]),
  );
  return names.length === 1 ? names[0] : layers.add('Concatenate', JOINED, { axis: -1 }, names);
}
