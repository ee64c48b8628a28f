/** A house on a hill in front of the moon, one window lit. */
import { birds, bareTree } from '../parts/things';
import { mound, orb, stars } from '../parts/land';
import type { Pen } from '../pen/pen';
import type { Archetype } from './archetype';

function gable(
  pen: Pen,
  x: number,
  y: number,
  width: number,
  height: number,
  roof: number,
  colour: string,
): void {
  pen.rect(x, y - height, width, height, colour);
  pen.polygon(
    [
      [x - 3, y - height],
      [x + width / 2, y - height - roof],
      [x + width + 3, y - height],
    ],
    colour,
  );
}

function house(pen: Pen, x: number, y: number, size: number, wall: string, lit: string): void {
  gable(pen, x - size * 0.5, y, size * 0.55, size * 0.55, size * 0.35, wall);
  gable(pen, x, y, size * 0.5, size * 0.42, size * 0.24, wall);
  gable(pen, x + size * 0.12, y, size * 0.24, size * 0.85, size * 0.5, wall);
  pen.rect(x - size * 0.38, y - size * 1.0, size * 0.09, size * 0.35, wall);
  pen.line(
    [
      [x + size * 0.24, y - size * 1.3],
      [x + size * 0.24, y - size * 1.52],
    ],
    1.2,
    wall,
  );
  const windows = [
    [-0.3, -0.42],
    [0.2, -0.72],
    [0.3, -0.28],
    [-0.12, -0.2],
  ];
  const count = 1 + pen.random.below(3);
  for (const [wx, wy] of pen.random.shuffle(windows).slice(0, count)) {
    pen.rect(x + size * wx, y + size * wy, size * 0.09, size * 0.15, lit);
    pen.line(
      [
        [x + size * (wx + 0.045), y + size * wy],
        [x + size * (wx + 0.045), y + size * (wy + 0.15)],
      ],
      0.8,
      wall,
    );
  }
}

export const drawLoneHouse: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  if (pen.chance(0.4)) stars(pen, 40, scheme.glow, { ...stage, height: stage.height * 0.6 });
  const middle = stage.x + stage.width * pen.between(0.4, 0.6);
  const foot = stage.y + stage.height * pen.between(0.72, 0.84);
  const size = stage.height * pen.between(0.24, 0.34);
  orb(
    pen,
    middle + pen.between(-22, 22),
    foot - size * pen.between(0.8, 1.2),
    stage.height * pen.between(0.26, 0.38),
    scheme.glow,
    scheme.ground,
  );
  mound(pen, foot + 44, 36, 0.3, scheme.back);
  mound(pen, foot + 26, 30, middle / pen.width, scheme.ink);
  const far = pen.chance(0.5) ? -1 : 1;
  bareTree(pen, middle + far * size * 1.05, foot + 6, size * 1.5, scheme.ink);
  house(pen, middle, foot, size, scheme.ink, pen.on(scheme.ink, scheme.strong, scheme.accent, scheme.paper));
  birds(pen, middle - far * 50, foot - size * 1.6, 5, 30, pen.on(scheme.ground, scheme.ink, scheme.glow));
  const path = pen.on(scheme.ink, scheme.back, scheme.strong);
  pen.taper(
    [
      [middle, foot],
      [middle + far * 14, foot + 18],
      [middle - far * 6, foot + 50],
      [middle + far * 30, pen.height + 10],
    ],
    3,
    26,
    path,
  );
  return { top: scheme.ground, bottom: scheme.ink };
};
