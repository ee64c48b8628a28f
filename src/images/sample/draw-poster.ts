/**
 * One specification → one poster on the canvas: ground, picture, lettering, wear.
 */
import type { PosterSpec } from '../../core/sample';

/** Pixels. */
export const POSTER_SIZE = { width: 240, height: 360 } as const;

/** Draws over the whole canvas. */
export function drawPoster(context: OffscreenCanvasRenderingContext2D, spec: PosterSpec): void {
  const { width, height } = POSTER_SIZE;
  context.fillStyle = spec.scheme.ground;
  context.fillRect(0, 0, width, height);
  context.fillStyle = spec.scheme.glow;
  context.beginPath();
  context.arc(width / 2, height / 2, 80, 0, Math.PI * 2);
  context.fill();
  context.fillStyle = spec.scheme.text;
  context.font = 'bold 20px sans-serif';
  context.textAlign = 'center';
  context.fillText(spec.title, width / 2, height - 40, width - 20);
}
