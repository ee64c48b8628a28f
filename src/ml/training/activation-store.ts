/**
 * Stores what the frozen part of a network computes for each image, so that it is computed only once: here in memory, up
 * to a number of bytes; elsewhere on disk. An image can be stored in several views (unchanged, mirrored).
 */

export interface ActivationStore {
  has(row: number, view: number): boolean;
  /** @returns false if it is not stored (any more). */
  read(row: number, view: number, out: Float32Array): boolean;
  /** Stores a copy, if there is room. */
  keep(row: number, view: number, values: Float32Array): void;
  close(): void;
}

/** What activations depend on besides the image. */
export interface ActivationKind {
  /** The names of the values at the cut. */
  cut: string;
  /** Numbers per image. */
  size: number;
}

export type OpenActivations = (kind: ActivationKind) => Promise<ActivationStore>;

const BYTES = 256 * 2 ** 20;

export class MemoryActivations implements ActivationStore {
  private readonly kept = new Map<string, Float32Array>();
  private left: number;

  constructor(bytes = BYTES) {
    this.left = bytes;
  }

  has(row: number, view: number): boolean {
    return this.kept.has(`${row}/${view}`);
  }

  read(row: number, view: number, out: Float32Array): boolean {
    const values = this.kept.get(`${row}/${view}`);
    if (values) out.set(values);
    return values !== undefined;
  }

  keep(row: number, view: number, values: Float32Array): void {
    if (this.left < values.byteLength || this.has(row, view)) return;
    this.left -= values.byteLength;
    this.kept.set(`${row}/${view}`, values.slice());
  }

  close(): void {
    this.kept.clear();
  }
}
