/** A rider in front of a huge sun and table mountains. */
import { hills, mesas, orb, rays } from '../parts/land';
import { rider } from '../parts/rider';
import { birds } from '../parts/things';
import type { Archetype } from './archetype';

export const drawMesaRider: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const horizon = stage.y + stage.height * pen.between(0.62, 0.72);
  const x = stage.x + stage.width * pen.between(0.35, 0.65);
  const radius = stage.height * pen.between(0.24, 0.36);
  if (pen.chance(0.3)) rays(pen, x, horizon - radius * 0.4, 20, scheme.back);
  orb(pen, x, horizon - radius * pen.between(0.2, 0.8), radius, scheme.glow, scheme.ground);
  mesas(pen, horizon, stage.height * 0.36, scheme.back, 2 + pen.random.below(3));
  hills(pen, horizon + 26, 10, pen.chance(0.5) ? scheme.strong : scheme.back, 6);
  const ridge = stage.y + stage.height * 0.9;
  hills(pen, ridge, 8, scheme.ink, 5);
  const big = stage.height * pen.between(0.4, 0.62);
  rider(pen, x + pen.between(-24, 24), ridge + 2, big, scheme.ink, pen.pick([1, -1]));
  if (pen.chance(0.5))
    birds(pen, pen.width - x, stage.y + 20, 3, 30, pen.on(scheme.ground, scheme.ink, scheme.glow));
  return { top: scheme.ground, bottom: scheme.ink };
};
