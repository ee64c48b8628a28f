/**
 * From rows to what the trained part of a network reads: images, or the activations at the cut where those are the
 * same in every epoch. Arrays have the batch's full size: a smaller group is filled up with other films of the epoch, and
 * a poster that cannot be read is replaced by the first ones again, so that batch norms see real, varied images.
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
  /** The rows that the step learns from, in the first places. Whatever fills the batch behind them has no weight. */
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
  /** It only fills the batch up. */
  filler?: true;
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

  /**
   * Batches of an epoch, from 1, in the order of the groups. A group that is smaller than a batch is filled up with other
   * films of the epoch, drawn by the seed: they have no weight in the loss, but batch norms see a full, varied batch.
   */
  training(
    groups: readonly (readonly number[])[],
    epoch: number,
  ): AsyncGenerator<InputBatch, void, undefined> {
    const { seed, augmentation } = this.options.recipe;
    const flips = this.store
      ? augmentation.map((one) => (one.kind === 'horizontal-flip' ? one.probability : 0))
      : [];
    // one draw per transform: two flips cancel out
    const viewFrom = (random: Random) => () =>
      flips.reduce((sum, chance) => sum + Number(random.uniform() < chance), 0) % 2;
    const view = viewFrom(new Random(seed, `mirror/${epoch}`));
    // from streams of their own, so that films that fill up move no draw of the others
    const fillers = new Random(seed, `fill/${epoch}`);
    const fillerView = viewFrom(fillers);
    const all = groups.flat();
    const seen = groups.map((group): Seen[] => [
      ...group.map((row) => ({ row, view: view() })),
      ...this.fillersOf(group, all, fillers).map((row) => ({
        row,
        view: fillerView(),
        filler: true as const,
      })),
    ]);
    return this.store ? this.activations(seen, this.store) : this.images(seen, epoch);
  }

  /** Other rows than the group's own, as many as its batch lacks, or as there are. */
  private fillersOf(group: readonly number[], all: readonly number[], random: Random): number[] {
    const lacking = this.options.size - group.length;
    if (lacking <= 0) return [];
    const own = new Set(group);
    const others = [...new Set(all)].filter((row) => !own.has(row)).toSorted((a, b) => a - b);
    return random.shuffle(others).slice(0, lacking);
  }

  /** Batches as validation sees them. */
  plain(groups: readonly (readonly number[])[]): AsyncGenerator<InputBatch, void, undefined> {
    const seen = groups.map((group) => group.map((row) => ({ row, view: 0 })));
    return this.store ? this.activations(seen, this.store) : this.images(seen, null);
  }

  close(): void {
    this.store?.close();
  }

  private async *images(
    groups: readonly (readonly Seen[])[],
    epoch: number | null,
  ): AsyncGenerator<InputBatch, void, undefined> {
    const rowsOf = groups.map((group) => group.map(({ row }) => row));
    let at = 0;
    for await (const { rows, pixels } of this.options.source.batches(rowsOf, epoch)) {
      const read = matched(groups[at++], rows);
      yield {
        rows: ownRows(read),
        values: [
          this.imagesOf(
            pixels,
            rows.map(() => 0),
          ),
        ],
      };
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
    const read: Seen[] = [];
    for (const one of group) {
      const { row, view } = one;
      const own = computed.get(`${row}/${view}`)?.data;
      if (own) record.set(own);
      else if (!store.read(row, view, record)) continue;
      let from = 0;
      for (const [k, one] of sizes.entries()) {
        values[k].set(record.subarray(from, from + one), read.length * one);
        from += one;
      }
      read.push(one);
    }
    for (const [k, one] of sizes.entries()) repeat(values[k], read.length, one);
    return { rows: ownRows(read), values };
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

/** Without those that only fill the batch up, which stand last. */
function ownRows(read: readonly Seen[]): number[] {
  return read.filter(({ filler }) => !filler).map(({ row }) => row);
}

/** Fills what is behind the first `count` parts of `size` with those parts again. */
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
