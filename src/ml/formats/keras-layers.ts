/** Layers as Keras serialises them, written down one after the other. */

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
  /** Not learned: what pixels are multiplied with and moved by. */
  | { of: 'constant'; values: readonly number[] };

/** Those of the last axis that are a tensor's own: a head's outputs among all. */
export interface Columns {
  from: number;
  count: number;
  /** Of the whole. */
  all: number;
}

export interface TensorSpec {
  /** In the written model: layer, slash, weight. */
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
