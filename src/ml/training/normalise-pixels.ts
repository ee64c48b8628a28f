/** Normalises pixels for a network on the CPU: one upload of floats per batch, always of the same shape. */
import type { Normalisation } from '../layers/architecture';

export interface PixelShape {
  width: number;
  height: number;
}

/** Writes normalised images, using a table of 256 values per channel, since pixels are bytes. */
export class PixelNormaliser {
  private readonly tables: readonly Float32Array[];

  constructor(
    { mean, std }: Normalisation,
    private readonly shape: PixelShape,
  ) {
    this.tables = mean.map((value, c) =>
      Float32Array.from({ length: 256 }, (_, pixel) => (pixel - value) / std[c]),
    );
  }

  /** Numbers per image. */
  get size(): number {
    return this.shape.width * this.shape.height * 3;
  }

  /** One image `[height, width, 3]`, mirrored if requested. */
  write(pixels: Uint8Array, into: Float32Array, mirrored = false): void {
    const { width, height } = this.shape;
    const [red, green, blue] = this.tables;
    let at = 0;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++, at += 3) {
        const from = mirrored ? (y * width + (width - 1 - x)) * 3 : at;
        into[at] = red[pixels[from]];
        into[at + 1] = green[pixels[from + 1]];
        into[at + 2] = blue[pixels[from + 2]];
      }
  }
}
