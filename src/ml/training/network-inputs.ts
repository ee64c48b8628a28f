/**
 * Turns rows into the inputs of the trained part of a network: images, or the activations at the cut if those are the same
 * in every epoch. Arrays have the batch's full size; unused places repeat the first rows, so that the statistics of batch
 * norms come from real images.
 */
import * as tf from '@tensorflow/tfjs-core';
import { Random } from '../../core/random';
import type { Recipe } from '../../core/recipe/recipe';
import { cutFor, layersOf, valuesAt, type Architecture } from '../layers/architecture';
import { INPUT } from '../layers/layer';
import type { TrainableNetwork } from '../layers/trainable-network';
import type { ActivationStore, OpenActivations } from './activation-store';
import type { BatchSource } from './batch-source';
import { PixelNormaliser } from './normalise-pixels';

export interface InputBatch {
  rows: readonly number[];
  /** One for each value that the trained part reads, `[size, …]`. */
  values: Float32Array<ArrayBuffer>[];
}

interface InputOptions {
  network: TrainableNetwork;
  /** Number of the first layer that is trained. */
  cut: number;
  source: BatchSource;
  /** Rows per batch on the device. */
  size: number;
  recipe: Pick<Recipe, 'seed' | 'augmentation' | 'mixing'>;
  open: OpenActivations;
}

/** Number of the first layer that is trained. */
export function cutOf({ architecture, firstTrainable, stages }: TrainableNetwork): number {
  return cutFor(architecture, firstTrainable ?? stages[stages.length - 1]);
}

/** An image in a view: unchanged or mirrored. */
interface Seen {
  row: number;
  view: number;
}

/** Activations can be stored if an image is seen in only a few ways. */
function canKeep(cut: number, { augmentation, mixing }: InputOptions['recipe']): boolean {
  return cut > 0 && mixing === null && augmentation.every(({ kind }) => kind === 'horizontal-flip');
}

export class NetworkInputs {
  private constructor(
    private readonly options: InputOptions,
    private readonly normaliser: PixelNormaliser,
    /** Null if the inputs are images. */
    private readonly store: ActivationStore | null,
    /** Shape of each value, without the batch dimension. */
    readonly shapes: readonly number[][],
  ) {}

  static async open(options: InputOptions): Promise<NetworkInputs> {
    const { network, cut, source, recipe } = options;
    const { width, height } = source;
    const normaliser = new PixelNormaliser(network.architecture.normalisation, source);
    const image = [height, width, 3];
    if (!canKeep(cut, recipe)) return new NetworkInputs(options, normaliser, null, [image]);
    const shapes = tf.tidy(() =>
      network.activationsAt(cut, tf.zeros([1, height, width, 3])).map(({ shape }) => shape.slice(1)),
    );
    const store = await options.open({
      cut: nameOfCut(network.architecture, cut),
      size: shapes.reduce((sum, shape) => sum + tf.util.sizeFromShape(shape), 0),
    });
    return new NetworkInputs(options, normaliser, store, shapes);
  }

  /** Number of the layer that reads the input: 0 for images. */
  get start(): number {
    return this.store ? this.options.cut : 0;
  }

  /** Batches of an epoch, counted from 1, in the order of the groups. */
  training(
    groups: readonly (readonly number[])[],
    epoch: number,
  ): AsyncGenerator<InputBatch, void, undefined> {
    if (!this.store) return this.images(groups, epoch);
    const random = new Random(this.options.recipe.seed, `mirror/${epoch}`);
    const flips = this.options.recipe.augmentation.map((transform) =>
      transform.kind === 'horizontal-flip' ? transform.probability : 0,
    );
    // one draw per transform: two flips would cancel out
    const view = () => flips.reduce((sum, chance) => sum + Number(random.uniform() < chance), 0) % 2;
    return this.activations(
      groups.map((group) => group.map((row) => ({ row, view: view() }))),
      this.store,
    );
  }

  /** Batches as validation sees them. */
  plain(groups: readonly (readonly number[])[]): AsyncGenerator<InputBatch, void, undefined> {
    if (!this.store) return this.images(groups, null);
    return this.activations(
      groups.map((group) => group.map((row) => ({ row, view: 0 }))),
      this.store,
    );
  }

  close(): void {
    this.store?.close();
  }

  private async *images(
    groups: readonly (readonly number[])[],
    epoch: number | null,
  ): AsyncGenerator<InputBatch, void, undefined> {
    for await (const { rows, pixels } of this.options.source.batches(groups, epoch)) {
      const views = rows.map(() => 0);
      yield { rows, values: [this.imagesOf(pixels, views)] };
    }
  }

  private async *activations(
    groups: readonly (readonly Seen[])[],
    store: ActivationStore,
  ): AsyncGenerator<InputBatch, void, undefined> {
    const missing = groups.map((group) => group.filter(({ row, view }) => !store.has(row, view)));
    const wanted = missing.filter((group) => group.length > 0);
    const pixels = this.options.source.batches(
      wanted.map((group) => group.map(({ row }) => row)),
      null,
    );
    try {
      for (const [index, group] of groups.entries()) {
        const computed = missing[index].length > 0 ? await this.compute(missing[index], pixels) : new Map();
        for (const values of computed.values()) store.keep(values.row, values.view, values.data);
        yield this.assemble(group, store, computed);
      }
    } finally {
      await pixels.return();
    }
  }

  /** Runs the frozen part on one group. */
  private async compute(
    seen: readonly Seen[],
    batches: AsyncGenerator<{ rows: readonly number[]; pixels: Uint8Array }, void, undefined>,
  ): Promise<Map<string, Seen & { data: Float32Array }>> {
    const next = await batches.next();
    const found = new Map<string, Seen & { data: Float32Array }>();
    if (next.done) return found;
    const { rows, pixels } = next.value;
    const read = matched(seen, rows);
    if (read.length === 0) return found;
    const views = read.map(({ view }) => view);
    const values = await this.frozen(this.imagesOf(pixels, views));
    for (const [i, { row, view }] of read.entries()) {
      const parts = this.shapes.map((shape, k) => {
        const size = tf.util.sizeFromShape(shape);
        return values[k].subarray(i * size, (i + 1) * size);
      });
      found.set(`${row}/${view}`, { row, view, data: joined(parts) });
    }
    return found;
  }

  private async frozen(images: Float32Array): Promise<Float32Array[]> {
    const { network, cut, source, size } = this.options;
    const tensors = tf.tidy(() =>
      network.activationsAt(cut, tf.tensor4d(images, [size, source.height, source.width, 3])),
    );
    const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
    tf.dispose(tensors);
    return values;
  }

  private assemble(
    group: readonly Seen[],
    store: ActivationStore,
    computed: ReadonlyMap<string, { data: Float32Array }>,
  ): InputBatch {
    const { size } = this.options;
    const sizes = this.shapes.map((shape) => tf.util.sizeFromShape(shape));
    const values = sizes.map((one) => new Float32Array(size * one));
    const record = new Float32Array(sizes.reduce((sum, one) => sum + one, 0));
    const rows: number[] = [];
    for (const { row, view } of group) {
      const own = computed.get(`${row}/${view}`)?.data;
      if (own) record.set(own);
      else if (!store.read(row, view, record)) continue;
      let from = 0;
      for (const [k, one] of sizes.entries()) {
        values[k].set(record.subarray(from, from + one), rows.length * one);
        from += one;
      }
      rows.push(row);
    }
    for (const [k, one] of sizes.entries()) repeat(values[k], rows.length, one);
    return { rows, values };
  }

  /** `[size, height, width, 3]` */
  private imagesOf(pixels: Uint8Array, views: readonly number[]): Float32Array<ArrayBuffer> {
    const { size } = this.normaliser;
    const images = new Float32Array(this.options.size * size);
    for (const [i, view] of views.entries())
      this.normaliser.write(
        pixels.subarray(i * size, (i + 1) * size),
        images.subarray(i * size, (i + 1) * size),
        view === 1,
      );
    repeat(images, views.length, size);
    return images;
  }
}

/** The views of the rows that could be read, in order. */
function matched(seen: readonly Seen[], rows: readonly number[]): Seen[] {
  let at = 0;
  return seen.filter(({ row }) => {
    if (rows[at] !== row) return false;
    at++;
    return true;
  });
}

/** Fills the space after the first `count` of `size` parts by repeating them. */
function repeat(values: Float32Array, count: number, size: number): void {
  if (count === 0) return;
  for (let at = count * size; at < values.length; at += count * size)
    values.copyWithin(at, 0, Math.min(count * size, values.length - at));
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function nameOfCut(architecture: Architecture, cut: number): string {
  const names = valuesAt(architecture, cut);
  return names.includes(INPUT) ? `${cut} of ${layersOf(architecture).length}` : names.join('+');
}
