/**
 * A bitmap and its placement → RGB bytes, on one canvas that is drawn on again and again. Padding is black.
 * Transparent parts of a poster are shown on white, as a page or a print would show them: to drop the alpha
 * channel instead (Pillow's `convert('RGB')`) would bring out whatever colour lies hidden there.
 */
import type { Placement, Size } from './fits';

export class Drawer {
  private readonly canvas: OffscreenCanvas;
  private readonly context: OffscreenCanvasRenderingContext2D;

  constructor(private readonly target: Size) {
    this.canvas = new OffscreenCanvas(target.width, target.height);
    this.context = contextOf(this.canvas);
  }

  /** @returns RGB bytes `[height, width, 3]`, or the same written into `out`. */
  draw(
    bitmap: ImageBitmap,
    alpha: boolean,
    { source, destination }: Placement,
    out = new Uint8Array(this.target.width * this.target.height * 3),
  ): Uint8Array {
    const { width, height } = this.target;
    const image = alpha ? onWhite(bitmap) : bitmap;
    this.context.fillStyle = 'black';
    this.context.fillRect(0, 0, width, height);
    this.context.drawImage(
      image,
      source.x,
      source.y,
      source.width,
      source.height,
      destination.x,
      destination.y,
      destination.width,
      destination.height,
    );
    withoutAlpha(this.context.getImageData(0, 0, width, height).data, out);
    return out;
  }

  /** What was drawn last, as an image to show. */
  toBitmap(): ImageBitmap {
    return this.canvas.transferToImageBitmap();
  }
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) throw new Error('This browser gives no 2D canvas in a worker.');
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  return context;
}

function onWhite(bitmap: ImageBitmap): OffscreenCanvas {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = contextOf(canvas);
  context.fillStyle = 'white';
  context.fillRect(0, 0, bitmap.width, bitmap.height);
  context.drawImage(bitmap, 0, 0);
  return canvas;
}

function withoutAlpha(rgba: Uint8ClampedArray, rgb: Uint8Array): void {
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from];
    rgb[to + 1] = rgba[from + 1];
    rgb[to + 2] = rgba[from + 2];
  }
}
