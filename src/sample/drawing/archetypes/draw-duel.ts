/** Someone waits in the distance, seen between the legs of someone near. */
import { hills, orb } from '../parts/land';
import { man } from '../parts/people';
import { star } from '../parts/things';
import type { Pen, Point } from '../pen/pen';
import type { Archetype } from './archetype';

/** Hips, legs and boots of someone standing with his back to us. */
function legs(pen: Pen, x: number, top: number, foot: number, colour: string, trim: string): void {
  const tall = foot - top;
  const at = (side: number, points: readonly Point[]): Point[] =>
    points.map(([dx, share]) => [x + side * dx, top + tall * share]);
  for (const side of [-1, 1]) {
    pen.polygon(
      at(side, [
        [0, -0.02],
        [46, -0.02],
        [58, 0.2],
        [66, 0.48],
        [68, 0.74],
        [84, 0.94],
        [44, 0.94],
        [38, 0.7],
        [24, 0.42],
        [0, 0.16],
      ]),
      colour,
    );
    pen.polygon(
      at(side, [
        [42, 0.9],
        [80, 0.9],
        [86, 0.96],
        [112, 0.99],
        [116, 1.03],
        [44, 1.03],
      ]),
      colour,
    );
    pen.line(
      at(side, [
        [50, 0.3],
        [60, 0.6],
        [70, 0.9],
      ]),
      1.2,
      trim,
    );
    star(pen, x + side * 38, top + tall * 0.985, 6.5, 7, 0.45, trim);
  }
  pen.rect(x - 50, top - 8, 100, 13, colour);
  for (let i = -7; i <= 7; i++) if (Math.abs(i) > 1) pen.rect(x + i * 6.4 - 1.5, top - 5, 3, 8, trim);
  const side = pen.pick([-1, 1]);
  pen.polygon(
    at(side, [
      [48, 0.02],
      [74, 0.05],
      [82, 0.3],
      [72, 0.4],
      [58, 0.34],
    ]),
    colour,
  );
  pen.line(
    at(side, [
      [54, 0.09],
      [76, 0.11],
    ]),
    2,
    trim,
  );
  pen.polygon(
    at(side, [
      [62, 0.06],
      [66, -0.06],
      [80, -0.11],
      [86, -0.05],
      [76, 0.0],
      [74, 0.07],
    ]),
    colour,
  );
  pen.taper(
    [
      [x + side * 96, top - 40],
      [x + side * 104, top + tall * 0.02],
      [x + side * 96, top + tall * 0.16],
    ],
    20,
    12,
    colour,
  );
  for (const lean of [-6, 0, 6])
    pen.taper(
      [
        [x + side * (96 + lean), top + tall * 0.15],
        [x + side * (94 + lean * 1.6), top + tall * 0.25],
      ],
      5,
      3,
      colour,
    );
}

export const drawDuel: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const horizon = stage.y + stage.height * pen.between(0.62, 0.72);
  const x = stage.x + stage.width / 2;
  orb(
    pen,
    x,
    horizon - stage.height * 0.16,
    stage.height * pen.between(0.2, 0.3),
    scheme.glow,
    scheme.ground,
  );
  hills(pen, horizon, 5, scheme.back, 9);
  const foot = stage.y + stage.height * 0.94;
  man(pen, x + pen.between(-6, 6), horizon + 14, stage.height * 0.26, { colour: scheme.ink, hat: 'wide' });
  pen.polygon(
    [
      [x - 5, horizon + 13],
      [x + 5, horizon + 13],
      [x + 34, foot],
      [x + 8, foot],
    ],
    `${scheme.ink}55`,
  );
  legs(
    pen,
    x,
    stage.y + stage.height * pen.between(0.06, 0.14),
    foot,
    scheme.ink,
    pen.on(scheme.ink, scheme.strong, scheme.accent, scheme.paper),
  );
  return { top: scheme.ground, bottom: scheme.back };
};
