/** A leaning city, and a car coming round the corner. */
import { orb } from '../parts/land';
import { man } from '../parts/people';
import type { Archetype } from './archetype';

export const drawCitySlant: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width / 2;
  const foot = stage.y + stage.height * pen.between(0.84, 0.94);
  const light = pen.on(scheme.ground, scheme.glow, scheme.paper);
  if (pen.chance(0.6))
    orb(
      pen,
      x + pen.between(-50, 50),
      stage.y + stage.height * 0.32,
      stage.height * pen.between(0.15, 0.26),
      light,
      scheme.ground,
    );
  const street = pen.between(-20, 20);
  for (const side of [-1, 1])
    for (let depth = 0; depth < 4; depth++) {
      const near = 3 - depth;
      const inner = x + street + side * (10 + depth * 30);
      const outer = inner + side * 46;
      const tall = stage.height * (0.42 + depth * 0.19) * pen.between(0.85, 1.1);
      const wall = depth % 2 === 0 ? scheme.back : scheme.ink;
      const lean = side * (6 + depth * 9);
      pen.polygon(
        [
          [inner, foot + 4],
          [inner + lean * 0.2, foot - tall],
          [outer + lean, foot - tall - 16],
          [outer, foot + 4],
        ],
        wall,
      );
      const lit = pen.on(wall, scheme.glow, scheme.accent, scheme.paper);
      for (let row = 0; row < 16; row++)
        for (let column = 0; column < 4; column++)
          if (pen.chance(0.3)) {
            const share = (column + 0.5) / 4;
            const wx = inner + (outer - inner) * share + lean * 0.5 * (row / 16);
            const wy = foot - 14 - row * (12 + near);
            if (wy > foot - tall + 8) pen.rect(wx - 2, wy, 4, 6, lit);
          }
    }
  const road = pen.on(light, scheme.ink, scheme.back);
  pen.rect(-4, foot, pen.width + 8, pen.height, road);
  const cx = x + street;
  pen.polygon(
    [
      [cx - 4, foot - 6],
      [cx + 4, foot - 6],
      [cx + 90, pen.height + 10],
      [cx - 90, pen.height + 10],
    ],
    pen.on(road, scheme.strong, scheme.glow),
  );
  if (pen.chance(0.55)) {
    const car = scheme.ink;
    pen.blob(
      [
        [cx - 26, foot + 22],
        [cx - 27, foot + 6],
        [cx - 18, foot - 2],
        [cx - 14, foot - 15],
        [cx + 14, foot - 15],
        [cx + 18, foot - 2],
        [cx + 27, foot + 6],
        [cx + 26, foot + 22],
      ],
      car,
    );
    for (const side of [-1, 1]) {
      pen.polygon(
        [
          [cx + side * 18, foot + 8],
          [cx + side * 10, foot + 70],
          [cx + side * 60, foot + 70],
        ],
        `${scheme.paper}88`,
      );
      pen.disc(cx + side * 18, foot + 8, 5, scheme.paper);
    }
  } else man(pen, cx, foot + 30, stage.height * 0.4, { colour: scheme.ink });
  return { top: scheme.ground, bottom: road };
};
