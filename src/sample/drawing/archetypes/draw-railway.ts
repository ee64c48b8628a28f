/** Rails that meet in the distance, and what comes along them. */
import { hills, mesas, orb, skyline } from '../parts/land';
import type { Archetype } from './archetype';

export const drawRailway: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const horizon = stage.y + stage.height * pen.between(0.42, 0.55);
  const x = stage.x + stage.width * pen.between(0.38, 0.62);
  orb(
    pen,
    x + pen.between(-40, 40),
    horizon - stage.height * 0.12,
    stage.height * pen.between(0.2, 0.3),
    scheme.glow,
    scheme.ground,
  );
  const far = pen.pick(['mesas', 'hills', 'town'] as const);
  if (far === 'mesas') mesas(pen, horizon, stage.height * 0.22, scheme.back, 3);
  if (far === 'town') skyline(pen, horizon, stage.height * 0.2, scheme.back, null);
  const land = pen.on(scheme.ground, scheme.back, scheme.strong);
  hills(pen, horizon + 1, far === 'hills' ? 14 : 1, land, 6);
  const rail = pen.on(land, scheme.ink, scheme.paper);
  const wood = pen.on(land, scheme.strong, scheme.ink, scheme.glow);
  for (let depth = 0; depth < 16; depth++) {
    const share = (depth / 16) ** 2.2;
    const y = horizon + 6 + share * (pen.height - horizon);
    const half = 5 + share * 120;
    pen.rect(x - half, y, half * 2, 1.5 + share * 13, wood);
  }
  for (const side of [-1, 1])
    pen.polygon(
      [
        [x + side * 2, horizon],
        [x + side * 3, horizon],
        [x + side * 96, pen.height + 4],
        [x + side * 82, pen.height + 4],
      ],
      rail,
    );
  if (pen.chance(0.7)) {
    const size = stage.height * pen.between(0.2, 0.3);
    const foot = horizon + size * 0.9;
    for (let i = 0; i < 6; i++)
      pen.disc(
        x + 6 + i * size * 0.2,
        foot - size * 1.35 - i * size * 0.16,
        size * (0.14 + i * 0.035),
        pen.on(scheme.ground, scheme.paper, scheme.back),
      );
    pen.rect(x - size * 0.12, foot - size * 1.35, size * 0.24, size * 0.4, rail);
    pen.disc(x, foot - size * 0.6, size * 0.46, rail);
    pen.rect(x - size * 0.5, foot - size * 0.36, size, size * 0.28, rail);
    pen.polygon(
      [
        [x - size * 0.5, foot - size * 0.1],
        [x + size * 0.5, foot - size * 0.1],
        [x, foot + size * 0.3],
      ],
      rail,
    );
    pen.disc(x, foot - size * 0.78, size * 0.13, pen.on(rail, scheme.glow, scheme.paper, scheme.accent));
    pen.ring(x, foot - size * 0.6, size * 0.34, 1.4, pen.on(rail, scheme.strong, scheme.accent));
  }
  const post = pen.on(scheme.ground, scheme.ink, scheme.paper);
  const side = pen.pick([-1, 1]);
  for (const share of [0.06, 0.22, 0.6]) {
    const [px, py] = [x + side * (14 + share * 150), horizon + share * 120];
    const tall = 26 + share * 150;
    pen.rect(px - 1 - share * 2, py - tall, 2 + share * 4, tall, post);
    pen.rect(px - tall * 0.12, py - tall * 0.92, tall * 0.24, 1 + share * 3, post);
  }
  return { top: scheme.ground, bottom: land };
};
