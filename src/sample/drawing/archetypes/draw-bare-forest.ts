/** Trunks, one behind another, and someone between them with a light. */
import { orb } from '../parts/land';
import { man, walker } from '../parts/people';
import { bareTree } from '../parts/things';
import type { Archetype } from './archetype';

export const drawBareForest: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const foot = stage.y + stage.height * pen.between(0.8, 0.9);
  const x = stage.x + stage.width * pen.between(0.4, 0.6);
  orb(
    pen,
    x,
    foot - stage.height * pen.between(0.25, 0.5),
    stage.height * pen.between(0.22, 0.34),
    scheme.glow,
    scheme.ground,
  );
  for (let i = 0; i < 9; i++) {
    const at = pen.between(-10, pen.width + 10);
    pen.taper(
      [
        [at, -5],
        [at + pen.between(-6, 6), foot + 10],
      ],
      pen.between(2, 5),
      pen.between(4, 9),
      scheme.back,
    );
  }
  pen.rect(-4, foot - 4, pen.width + 8, pen.height, scheme.ink);
  const [draw, height] = pen.chance(0.5) ? ([man, 54] as const) : ([walker, 50] as const);
  draw(pen, x, foot + 2, height, {
    colour: scheme.ink,
    hat: pen.chance(0.4) ? 'fedora' : 'none',
    facing: pen.pick([1, -1]),
  });
  const lamp = pen.on(scheme.ink, scheme.accent, scheme.paper);
  pen.disc(x + 11, foot - 22, 3, lamp);
  for (const at of [0.04, 0.2, 0.82, 0.97])
    if (pen.chance(0.9)) {
      const trunk = pen.width * at + pen.between(-8, 8);
      pen.taper(
        [
          [trunk + pen.between(-8, 8), -5],
          [trunk, stage.y + stage.height * 0.5],
          [trunk + pen.between(-3, 3), pen.height + 5],
        ],
        pen.between(8, 12),
        pen.between(16, 26),
        scheme.ink,
      );
      bareTree(pen, trunk, stage.y + stage.height * pen.between(0.6, 0.9), stage.height * 0.6, scheme.ink);
    }
  if (pen.chance(0.4))
    for (let i = 0; i < 4; i++) {
      const [ex, ey] = [pen.between(20, 220), foot - pen.between(20, 120)];
      pen.oval(ex, ey, 2.6, 1.3, lamp);
      pen.oval(ex + 7, ey, 2.6, 1.3, lamp);
    }
  return { top: scheme.ground, bottom: scheme.ink };
};
