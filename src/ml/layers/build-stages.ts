/**
 * Builds an architecture layer by layer. It tracks how many channels each value has, so that a family's file contains
 * only what the paper says. Each method returns the name of the value that its layer computes.
 */
import type { Stage } from './architecture';
import { INPUT, type Layer } from './layer';
import type { Activation } from '../kernels/activations';
import type { Padding } from '../kernels/conv-geometry';

interface ConvolutionOptions {
  size: number;
  stride?: number;
  /** (size − 1) / 2 on every side by default. */
  padding?: Padding;
  bias?: boolean;
  activation?: Activation;
}

interface NormOptions {
  epsilon: number;
  momentum: number;
  activation?: Activation;
  residual?: string;
  zeroGamma?: boolean;
}

interface PoolOptions {
  size: number;
  stride: number;
  padding: Padding;
  zeros?: boolean;
}

/** Height and width of an image before flattening. */
type Grid = readonly [height: number, width: number];

export class StageBuilder {
  private readonly built: { name: string; layers: Layer[] }[] = [];
  private readonly channels: Map<string, number>;
  private readonly grids = new Map<string, Grid>();

  /** @param given Channels of values that are computed elsewhere; by default those of the image. */
  constructor(given: ReadonlyMap<string, number> = new Map([[INPUT, 3]])) {
    this.channels = new Map(given);
  }

  /** Starts a stage; the layers that follow belong to it. */
  stage(name: string): void {
    if (this.built.some((stage) => stage.name === name)) throw new Error(`Two stages are named "${name}".`);
    this.built.push({ name, layers: [] });
  }

  /** Channels of a value; for a flat one, its features. */
  channelsOf(value: string): number {
    const channels = this.channels.get(value);
    if (channels === undefined) throw new Error(`No layer "${value}" has been built yet.`);
    return channels;
  }

  get stages(): readonly Stage[] {
    return this.built;
  }

  convolution(name: string, input: string, out: number, options: ConvolutionOptions): string {
    const { size, stride = 1, padding = (size - 1) / 2, bias = false, activation = 'linear' } = options;
    const from = this.channelsOf(input);
    return this.push(
      { op: 'convolution', name, input, size, in: from, out, stride, padding, bias, activation },
      out,
    );
  }

  depthwise(name: string, input: string, options: ConvolutionOptions): string {
    const { size, stride = 1, padding = (size - 1) / 2, bias = false, activation = 'linear' } = options;
    const channels = this.channelsOf(input);
    return this.push(
      { op: 'depthwise', name, input, size, channels, stride, padding, bias, activation },
      channels,
    );
  }

  norm(name: string, input: string, options: NormOptions): string {
    const { epsilon, momentum, activation = 'linear', residual = null, zeroGamma = false } = options;
    const channels = this.channelsOf(input);
    return this.push(
      { op: 'norm', name, input, residual, channels, epsilon, momentum, activation, zeroGamma },
      channels,
    );
  }

  add(name: string, inputs: readonly [string, string], activation: Activation = 'linear'): string {
    return this.push({ op: 'add', name, inputs, activation }, this.channelsOf(inputs[0]));
  }

  concat(name: string, inputs: readonly string[]): string {
    const channels = inputs.reduce((sum, input) => sum + this.channelsOf(input), 0);
    return this.push({ op: 'concat', name, inputs }, channels);
  }

  maxPool(name: string, input: string, options: PoolOptions): string {
    return this.push({ op: 'max-pool', name, input, ...options }, this.channelsOf(input));
  }

  averagePool(name: string, input: string): string {
    return this.push({ op: 'average-pool', name, input }, this.channelsOf(input));
  }

  adaptiveAveragePool(name: string, input: string, height: number, width: number): string {
    return this.push({ op: 'adaptive-average-pool', name, input, height, width }, this.channelsOf(input));
  }

  globalAveragePool(name: string, input: string): string {
    return this.push({ op: 'global-average-pool', name, input }, this.channelsOf(input));
  }

  squeezeExcite(name: string, input: string, squeezed: number, gate: Activation): string {
    const channels = this.channelsOf(input);
    return this.push({ op: 'squeeze-excite', name, input, channels, squeezed, gate }, channels);
  }

  /** `grid`: height and width of the value before flattening. */
  flatten(name: string, input: string, grid: Grid): string {
    this.grids.set(name, grid);
    return this.push({ op: 'flatten', name, input }, grid[0] * grid[1] * this.channelsOf(input));
  }

  dense(name: string, input: string, out: number, activation: Activation = 'linear'): string {
    const from = this.channelsOf(input);
    const grid = this.grids.get(input) ?? null;
    return this.push({ op: 'dense', name, input, in: from, out, activation, grid }, out);
  }

  standardise(name: string, input: string): string {
    const channels = this.channelsOf(input);
    return this.push({ op: 'standardise', name, input, channels }, channels);
  }

  /** Adds no layer if the rate is 0. */
  dropout(name: string, input: string, rate: number): string {
    if (rate === 0) return input;
    const grid = this.grids.get(input);
    if (grid) this.grids.set(name, grid);
    return this.push({ op: 'dropout', name, input, rate }, this.channelsOf(input));
  }

  private push(layer: Layer, channels: number): string {
    const stage = this.built.at(-1);
    if (!stage) throw new Error('A layer needs a stage.');
    if (this.channels.has(layer.name)) throw new Error(`Two layers are named "${layer.name}".`);
    stage.layers.push(layer);
    this.channels.set(layer.name, channels);
    return layer.name;
  }
}
