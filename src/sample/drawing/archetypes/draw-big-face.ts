/** One huge face: a moustache, a pair of glasses, a hat that is too small. */
import { rays } from '../parts/land';
import { drawFace } from '../parts/face';
import type { Archetype } from './archetype';

export const drawBigFace: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width / 2;
  const y = stage.y + stage.height * pen.between(0.48, 0.54);
  const size = Math.min(stage.height * 0.8, stage.width * 0.72);
  const behind = pen.pick(['rays', 'dots', 'none', 'disc'] as const);
  if (behind === 'rays') rays(pen, x, y, 18, scheme.back);
  if (behind === 'disc') pen.disc(x, y, size * 0.72, scheme.back);
  if (behind === 'dots')
    for (let row = 0; row < 19; row++)
      for (let column = 0; column < 13; column++)
        pen.disc(column * 20 + (row % 2) * 10, row * 20, 5, scheme.back);
  const skin = pen.on(scheme.ground, pen.pick([scheme.glow, scheme.strong, scheme.paper]), scheme.glow);
  const coat = pen.on(scheme.ground, scheme.ink, scheme.strong);
  pen.polygon(
    [
      [x - size * 0.2, y + size * 0.44],
      [x + size * 0.2, y + size * 0.44],
      [x + size * 0.7, y + size * 0.68],
      [x + size * 0.9, pen.height + 4],
      [x - size * 0.9, pen.height + 4],
      [x - size * 0.7, y + size * 0.68],
    ],
    coat,
  );
  drawFace(pen, x, y, size, {
    skin,
    hair: pen.on(skin, scheme.ink, scheme.accent),
    red: pen.on(skin, scheme.accent, scheme.strong, scheme.ink),
    white: scheme.paper,
    ground: scheme.ground,
  });
  const bow = pen.on(coat, scheme.accent, scheme.paper, scheme.strong);
  pen.polygon(
    [
      [x, y + size * 0.56],
      [x - size * 0.2, y + size * 0.47],
      [x - size * 0.2, y + size * 0.67],
    ],
    bow,
  );
  pen.polygon(
    [
      [x, y + size * 0.56],
      [x + size * 0.2, y + size * 0.47],
      [x + size * 0.2, y + size * 0.67],
    ],
    bow,
  );
  pen.disc(x, y + size * 0.57, size * 0.045, bow);
  return { top: scheme.ground, bottom: coat };
};
