/** Funny faces assembled from parts: head, hair, glasses, nose, moustache, mouth, hat. */
import type { Pen } from '../pen/pen';

export interface FaceColours {
  skin: string;
  hair: string;
  red: string;
  white: string;
  ground: string;
}

function drawEyes(pen: Pen, x: number, y: number, size: number, colours: FaceColours): void {
  const apart = size * pen.between(0.13, 0.18);
  const glasses = pen.chance(0.55);
  const round = pen.chance(0.6);
  const look = pen.between(-0.035, 0.035) * size;
  for (const side of [-1, 1]) {
    const [ex, ey] = [x + side * apart, y - size * 0.08];
    const open = size * pen.between(0.06, 0.09);
    pen.oval(ex, ey, open, open * pen.between(0.9, 1.3), colours.white);
    pen.disc(ex + look, ey + size * 0.01, open * 0.45, colours.hair);
    const lift = pen.between(-0.03, 0.05) * size;
    pen.taper(
      [
        [ex - size * 0.09, ey - size * 0.13 + side * lift],
        [ex, ey - size * 0.165],
        [ex + size * 0.09, ey - size * 0.13 - side * lift],
      ],
      size * 0.05,
      size * 0.03,
      colours.hair,
    );
    if (glasses && round) pen.ring(ex, ey, size * 0.125, size * 0.03, colours.hair);
    if (glasses && !round) {
      pen.context.strokeStyle = colours.hair;
      pen.context.lineWidth = size * 0.03;
      pen.context.strokeRect(ex - size * 0.125, ey - size * 0.09, size * 0.25, size * 0.18);
    }
  }
  if (glasses)
    pen.line(
      [
        [x - apart + size * 0.12, y - size * 0.09],
        [x + apart - size * 0.12, y - size * 0.09],
      ],
      size * 0.03,
      colours.hair,
    );
}

function drawNose(pen: Pen, x: number, y: number, size: number, colours: FaceColours): void {
  const kind = pen.random.below(3);
  if (kind === 0) pen.disc(x, y + size * 0.06, size * pen.between(0.06, 0.1), colours.red);
  if (kind === 1)
    pen.polygon(
      [
        [x, y - size * 0.1],
        [x + size * 0.11, y + size * 0.12],
        [x - size * 0.03, y + size * 0.12],
      ],
      colours.red,
    );
  if (kind === 2) pen.oval(x, y + size * 0.05, size * 0.055, size * 0.13, colours.red);
}

function drawMouth(pen: Pen, x: number, y: number, size: number, colours: FaceColours): void {
  const at = y + size * 0.25;
  const kind = pen.random.below(4);
  if (kind === 0) {
    pen.slice(x, at - size * 0.03, size * 0.19, 0, Math.PI, colours.hair);
    pen.rect(x - size * 0.15, at - size * 0.03, size * 0.3, size * 0.05, colours.white);
    pen.oval(x, at + size * 0.11, size * 0.08, size * 0.04, colours.red);
  }
  if (kind === 1) pen.oval(x + size * 0.04, at + size * 0.02, size * 0.06, size * 0.08, colours.hair);
  if (kind === 2) pen.arc(x, at - size * 0.12, size * 0.2, 0.5, Math.PI - 0.5, size * 0.03, colours.hair);
  if (kind === 3)
    pen.line(
      [
        [x - size * 0.12, at + size * 0.03],
        [x, at],
        [x + size * 0.13, at - size * 0.04],
      ],
      size * 0.03,
      colours.hair,
    );
  if (pen.chance(0.55))
    for (const side of [-1, 1])
      pen.shape(colours.hair, (context) => {
        context.moveTo(x, at - size * 0.11);
        context.quadraticCurveTo(
          x + side * size * 0.1,
          at - size * 0.14,
          x + side * size * 0.26,
          at - size * pen.between(0.02, 0.16),
        );
        context.quadraticCurveTo(x + side * size * 0.16, at + size * 0.03, x, at - size * 0.045);
      });
}

function drawTop(pen: Pen, x: number, y: number, size: number, colours: FaceColours): void {
  const kind = pen.random.below(5);
  const top = y - size * 0.42;
  if (kind === 0) {
    pen.rect(x - size * 0.2, top - size * 0.24, size * 0.4, size * 0.26, colours.hair);
    pen.rect(x - size * 0.34, top - size * 0.02, size * 0.68, size * 0.055, colours.hair);
    pen.rect(x - size * 0.2, top - size * 0.07, size * 0.4, size * 0.05, colours.red);
  }
  if (kind === 1)
    for (let i = 0; i < 9; i++)
      pen.disc(
        x + (i - 4) * size * 0.085,
        top + Math.abs(i - 4) * size * 0.035,
        size * pen.between(0.07, 0.11),
        colours.hair,
      );
  if (kind === 2)
    for (let i = 0; i < 5; i++)
      pen.taper(
        [
          [x + (i - 2) * size * 0.06, top + size * 0.05],
          [x + (i - 2) * size * 0.11, top - size * pen.between(0.1, 0.2)],
        ],
        size * 0.03,
        size * 0.008,
        colours.hair,
      );
  if (kind === 3)
    pen.polygon(
      [
        [x - size * 0.2, top + size * 0.05],
        [x + size * pen.between(-0.1, 0.1), top - size * 0.36],
        [x + size * 0.2, top + size * 0.05],
      ],
      colours.red,
    );
  if (kind === 4) pen.slice(x, top + size * 0.16, size * 0.36, Math.PI * 1.03, Math.PI * 1.97, colours.hair);
}

/** A face about as high as `size`, centred at (x, y). */
export function drawFace(pen: Pen, x: number, y: number, size: number, colours: FaceColours): void {
  const [rx, ry] = [size * pen.between(0.32, 0.4), size * pen.between(0.42, 0.5)];
  for (const side of [-1, 1]) pen.oval(x + side * rx, y, size * 0.07, size * 0.1, colours.skin);
  if (pen.chance(0.5)) pen.oval(x, y, rx, ry, colours.skin);
  else
    pen.blob(
      [
        [x - rx, y - ry * 0.7],
        [x, y - ry],
        [x + rx, y - ry * 0.7],
        [x + rx * 0.95, y + ry * 0.3],
        [x + rx * 0.4, y + ry],
        [x - rx * 0.4, y + ry],
        [x - rx * 0.95, y + ry * 0.3],
      ],
      colours.skin,
    );
  drawEyes(pen, x, y, size, colours);
  drawMouth(pen, x, y, size, colours);
  drawNose(pen, x, y, size, colours);
  drawTop(pen, x, y, size, colours);
}
