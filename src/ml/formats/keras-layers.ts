/** Builds a list of layers in Keras's serialised form. */

/** One layer as Keras serialises it. */
export interface LayerJson {
  class_name: string;
  name: string;
  config: Record<string, unknown>;
  inbound_nodes: [string, number, number, Record<string, never>][][];
}

export interface ModelConfigJson {
  name: string;
  layers: LayerJson[];
  input_layers: [string, number, number][];
  output_layers: [string, number, number][];
}

/** Where a tensor of the written model comes from. */
export type TensorSource =
  | { of: 'backbone'; tensor: string }
  | { of: 'head'; layer: number; part: 'kernel' | 'bias'; columns?: Columns }
  | { of: 'network'; tensor: string; columns?: Columns }
  /** Not learned: the factor and offset that pixels are normalised with. */
  | { of: 'constant'; values: readonly number[] };

/** A range of columns of the last axis: one head's outputs, for example. */
export interface Columns {
  from: number;
  count: number;
  /** Total number of columns. */
  all: number;
}

export interface TensorSpec {
  /** Name in the written model: layer, slash, weight. */
  name: string;
  shape: number[];
  source: TensorSource;
}

/** A model's layers, and its tensors in the order in which they are stored. */
export interface WrittenModel {
  config: ModelConfigJson;
  tensors: TensorSpec[];
}

export class LayerList {
  readonly all: LayerJson[] = [];
  private readonly names = new Set<string>();

  /** @returns the layer's name. */
  add(className: string, name: string, config: Record<string, unknown>, inputs: readonly string[]): string {
    if (this.names.has(name)) throw new Error(`Two layers are named "${name}".`);
    this.names.add(name);
    this.all.push({
      class_name: className,
      name,
      config: { name, dtype: 'float32', trainable: className !== 'InputLayer', ...config },
      inbound_nodes: inputs.length ? [inputs.map((input) => [input, 0, 0, {}])] : [],
    });
    return name;
  }

  model(input: string, output: string): ModelConfigJson {
    return {
      name: 'onesheet',
      layers: this.all,
      input_layers: [[input, 0, 0]],
      output_layers: [[output, 0, 0]],
    };
  }
}
