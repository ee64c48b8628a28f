/** A cactus, a sun, a skull in the sand. */
import { hills, orb, peaks } from '../parts/land';
import { birds } from '../parts/things';
import type { Pen } from '../pen/pen';
import type { Archetype } from './archetype';

function cactus(pen: Pen, x: number, y: number, height: number, colour: string, spine: string): void {
  const thick = height * 0.15;
  pen.line(
    [
      [x, y + 10],
      [x, y - height],
    ],
    thick,
    colour,
  );
  for (const side of [-1, 1]) {
    const at = y - height * pen.between(0.32, 0.58);
    const reach = height * pen.between(0.22, 0.3);
    pen.line(
      [
        [x, at],
        [x + side * reach, at],
        [x + side * reach, at - height * pen.between(0.2, 0.36)],
      ],
      thick * 0.74,
      colour,
    );
  }
  for (const dx of [-0.22, 0.1, 0.3])
    pen.line(
      [
        [x + dx * thick, y],
        [x + dx * thick, y - height * 0.96],
      ],
      0.7,
      spine,
    );
}

function skull(pen: Pen, x: number, y: number, size: number, colour: string, dark: string): void {
  for (const side of [-1, 1])
    pen.taper(
      [
        [x + side * size * 0.3, y - size * 0.5],
        [x + side * size * 0.9, y - size * 0.5],
        [x + side * size * 1.15, y - size * 1.0],
      ],
      size * 0.2,
      0.5,
      colour,
    );
  pen.polygon(
    [
      [x - size * 0.42, y - size * 0.65],
      [x + size * 0.42, y - size * 0.65],
      [x + size * 0.38, y - size * 0.3],
      [x + size * 0.17, y + size * 0.45],
      [x - size * 0.17, y + size * 0.45],
      [x - size * 0.38, y - size * 0.3],
    ],
    colour,
  );
  for (const side of [-1, 1])
    pen.oval(x + side * size * 0.24, y - size * 0.32, size * 0.1, size * 0.13, dark);
  pen.oval(x - size * 0.07, y + size * 0.28, size * 0.04, size * 0.09, dark);
  pen.oval(x + size * 0.07, y + size * 0.28, size * 0.04, size * 0.09, dark);
}

export const drawCactusSun: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const horizon = stage.y + stage.height * pen.between(0.66, 0.76);
  const x = stage.x + stage.width * pen.between(0.3, 0.7);
  orb(
    pen,
    pen.width - x,
    horizon - stage.height * pen.between(0.2, 0.42),
    stage.height * pen.between(0.2, 0.34),
    scheme.glow,
    scheme.ground,
  );
  if (pen.chance(0.5)) peaks(pen, horizon, stage.height * 0.3, scheme.back, scheme.strong, 4);
  const sand = pen.on(scheme.ground, scheme.back, scheme.strong, scheme.ink);
  hills(pen, horizon, 6, sand, 5);
  const near = pen.on(sand, scheme.ink, scheme.paper);
  cactus(pen, x, horizon + 20, stage.height * pen.between(0.55, 0.75), near, sand);
  if (pen.chance(0.6)) cactus(pen, pen.width - x + 20, horizon + 8, stage.height * 0.26, near, sand);
  hills(pen, horizon + 14, 4, sand, 6);
  if (pen.chance(0.6))
    skull(pen, pen.width - x - 14, horizon + 34, 22, pen.on(sand, scheme.paper, scheme.ink), sand);
  else birds(pen, pen.width - x, stage.y + 20, 4, 30, pen.on(scheme.ground, scheme.ink, scheme.glow));
  return { top: scheme.ground, bottom: sand };
};
