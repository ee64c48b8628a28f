/** A grid to the horizon, a sun behind it, and something standing on it. */
import { orb, peaks, skyline, stars } from '../parts/land';
import { man } from '../parts/people';
import type { Archetype } from './archetype';

export const drawGridHorizon: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const horizon = stage.y + stage.height * pen.between(0.56, 0.68);
  const x = stage.x + stage.width * pen.between(0.42, 0.58);
  const light = pen.on(scheme.ground, scheme.glow, scheme.paper);
  if (pen.chance(0.6)) stars(pen, 40, light, { x: 0, y: 0, width: pen.width, height: horizon });
  orb(
    pen,
    x,
    horizon - stage.height * pen.between(0.08, 0.26),
    stage.height * pen.between(0.24, 0.36),
    scheme.glow,
    scheme.ground,
  );
  const thing = pen.pick(['pyramid', 'slab', 'peaks', 'town', 'slab'] as const);
  if (thing === 'peaks') peaks(pen, horizon, stage.height * 0.26, scheme.ink, scheme.back, 4);
  if (thing === 'town') skyline(pen, horizon, stage.height * 0.3, scheme.ink, scheme.accent);
  if (thing === 'pyramid') {
    pen.polygon(
      [
        [x - 62, horizon + 1],
        [x, horizon - 88],
        [x + 62, horizon + 1],
      ],
      scheme.ink,
    );
    pen.polygon(
      [
        [x, horizon - 88],
        [x + 62, horizon + 1],
        [x + 16, horizon + 1],
      ],
      scheme.back,
    );
    pen.disc(x, horizon - 54, 5, pen.on(scheme.ink, scheme.accent, scheme.paper));
  }
  if (thing === 'slab') {
    pen.rect(x - 17, horizon - 98, 34, 100, scheme.ink);
    pen.polygon(
      [
        [x + 17, horizon - 98],
        [x + 26, horizon - 92],
        [x + 26, horizon + 2],
        [x + 17, horizon + 2],
      ],
      scheme.back,
    );
  }
  const floor = pen.chance(0.6) ? scheme.ink : scheme.back;
  pen.rect(-4, horizon, pen.width + 8, pen.height, floor);
  const wire = pen.on(floor, scheme.strong, scheme.accent, scheme.glow);
  for (let i = -14; i <= 14; i++)
    pen.line(
      [
        [x + i * 9, horizon],
        [x + i * 60, pen.height + 20],
      ],
      1,
      wire,
      'butt',
    );
  for (let i = 0; i < 14; i++) {
    const y = horizon + ((pen.height - horizon) * i ** 2) / 160;
    pen.line(
      [
        [-4, y],
        [pen.width + 4, y],
      ],
      1,
      wire,
      'butt',
    );
  }
  if (pen.chance(0.6))
    man(pen, x + pen.between(-40, 40), horizon + 34, 40, {
      colour: floor === scheme.ink ? scheme.paper : scheme.ink,
      hat: 'none',
    });
  return { top: scheme.ground, bottom: floor };
};
