/**
 * What the frozen part of a network gives of each image, kept so that it is computed once: in memory here, up to so
 * many bytes; elsewhere on disk. An image may be kept in several views (as it is, mirrored).
 */

export interface ActivationStore {
  has(row: number, view: number): boolean;
  /** @returns false where it is not there (any more). */
  read(row: number, view: number, out: Float32Array): boolean;
  /** Keeps a copy, where there is room. */
  keep(row: number, view: number, values: Float32Array): void;
  close(): void;
}

/** What activations depend on beside the image. */
export interface ActivationKind {
  /** The values at the cut, by their names. */
  cut: string;
  /** Numbers an image. */
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
