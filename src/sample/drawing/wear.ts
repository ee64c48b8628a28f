/**
 * The effects of printing and age on a sheet: misregistered inks, grain, halftone dots, folds, scratches, dark edges, a
 * margin of bare paper.
 */
import { Random } from '../../core/random';
import type { PosterSpec } from '../specs';

type Context = OffscreenCanvasRenderingContext2D;

const TILE = 128;

/** A tile of opaque grey noise around middle grey; made once for all posters. */
function makeGrain(): OffscreenCanvas {
  const tile = new OffscreenCanvas(TILE, TILE);
  const context = tile.getContext('2d');
  const random = new Random(1, 'grain');
  if (!context) return tile;
  const pixels = context.createImageData(TILE, TILE);
  for (let i = 0; i < pixels.data.length; i += 4) {
    const grey = 128 + 46 * random.normal();
    pixels.data.fill(grey, i, i + 3);
    pixels.data[i + 3] = 255;
  }
  context.putImageData(pixels, 0, 0);
  return tile;
}

let grain: OffscreenCanvas | null = null;

function drawGrain(context: Context, strength: number, width: number, height: number, random: Random): void {
  grain ??= makeGrain();
  const pattern = context.createPattern(grain, 'repeat');
  if (!pattern) return;
  pattern.setTransform(new DOMMatrix().translate(random.below(TILE), random.below(TILE)));
  context.save();
  context.globalCompositeOperation = 'soft-light';
  context.globalAlpha = strength;
  context.fillStyle = pattern;
  context.fillRect(0, 0, width, height);
  context.restore();
}

/** The dots of a coarse halftone, larger towards one end of the sheet. */
function drawHalftone(context: Context, width: number, height: number, colour: string, random: Random): void {
  const step = random.between(4.5, 7);
  const upwards = random.uniform() < 0.5;
  context.save();
  context.globalAlpha = 0.3;
  context.fillStyle = colour;
  context.translate(width / 2, height / 2);
  context.rotate(Math.PI / 4);
  context.beginPath();
  const reach = height * 0.75;
  for (let x = -reach; x < reach; x += step)
    for (let y = -reach; y < reach; y += step) {
      // vertical position of the dot on the sheet, from top (0) to bottom (1)
      const down = ((x + y) * Math.SQRT1_2) / height + 0.5;
      const share = (upwards ? 1 - down : down) - 0.45;
      if (share <= 0.05) continue;
      const radius = Math.min(0.5, share) * step;
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, Math.PI * 2);
    }
  context.fill();
  context.restore();
}

function drawFolds(context: Context, width: number, height: number, random: Random): void {
  const at = [height / 3, (height * 2) / 3].map((y) => y + random.between(-3, 3));
  const lines: [number, number, number, number][] = at.map((y) => [0, y, width, y + random.between(-2, 2)]);
  lines.push([width / 2 + random.between(-3, 3), 0, width / 2 + random.between(-3, 3), height]);
  context.save();
  for (const [ax, ay, bx, by] of lines)
    for (const [off, colour] of [
      [0, 'rgba(255,250,235,0.35)'],
      [1, 'rgba(20,14,8,0.22)'],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = 0.9;
      context.beginPath();
      context.moveTo(ax + off, ay + off);
      context.lineTo(bx + off, by + off);
      context.stroke();
    }
  context.restore();
}

function drawScratches(context: Context, width: number, height: number, paper: string, random: Random): void {
  context.save();
  context.strokeStyle = paper;
  context.fillStyle = paper;
  for (let i = 0; i < 22; i++) {
    const [x, y] = [random.between(0, width), random.between(0, height)];
    context.globalAlpha = random.between(0.15, 0.5);
    context.lineWidth = random.between(0.3, 0.9);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + random.between(-6, 6), y + random.between(-18, 18));
    context.stroke();
  }
  // ink rubbed off at the edges
  for (let i = 0; i < 46; i++) {
    const along = random.between(0, 2 * (width + height));
    const [x, y] =
      along < width
        ? [along, 0]
        : along < 2 * width
          ? [along - width, height]
          : along < 2 * width + height
            ? [0, along - 2 * width]
            : [width, along - 2 * width - height];
    context.globalAlpha = random.between(0.3, 0.8);
    context.beginPath();
    context.ellipse(
      x,
      y,
      random.between(0.5, 4),
      random.between(0.5, 3),
      random.between(0, 3),
      0,
      Math.PI * 2,
    );
    context.fill();
  }
  context.restore();
}

function drawVignette(context: Context, width: number, height: number, strength: number): void {
  const shade = context.createRadialGradient(
    width / 2,
    height * 0.48,
    height * 0.3,
    width / 2,
    height / 2,
    height * 0.66,
  );
  shade.addColorStop(0, 'rgba(0,0,0,0)');
  shade.addColorStop(1, `rgba(0,0,0,${strength})`);
  context.fillStyle = shade;
  context.fillRect(0, 0, width, height);
}

/** Misregistration: a pale, slightly shifted second print of the picture so far. */
export function drawMisprint(context: Context, spec: PosterSpec): void {
  const { misprint } = spec.wear;
  if (misprint === 0) return;
  context.save();
  context.globalCompositeOperation = 'multiply';
  context.globalAlpha = 0.28;
  context.drawImage(context.canvas, misprint, misprint * 0.7);
  context.restore();
}

/** All effects that are drawn after the lettering. */
export function drawWear(context: Context, spec: PosterSpec, width: number, height: number): void {
  const { wear, scheme } = spec;
  const random = new Random(spec.seed, 'wear');
  if (wear.halftone) drawHalftone(context, width, height, scheme.ink, random);
  if (wear.vignette > 0) drawVignette(context, width, height, wear.vignette);
  if (wear.folds) drawFolds(context, width, height, random);
  if (wear.scratches) drawScratches(context, width, height, scheme.paper, random);
  drawGrain(context, wear.grain, width, height, random);
}
