/** Two faces in profile, close to each other. */
import { orb, rays } from '../parts/land';
import { profile } from '../parts/profile';
import { heart } from '../parts/things';
import type { Archetype } from './archetype';

export const drawTwoProfiles: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const middle = stage.x + stage.width * 0.5;
  const size = stage.height * pen.between(0.5, 0.62);
  const y = stage.y + stage.height * pen.between(0.12, 0.22);
  const near = size * pen.between(0.82, 0.92);
  if (pen.chance(0.3)) rays(pen, middle, y + size * 0.6, 14, scheme.back);
  orb(pen, middle, y + size * 0.5, stage.width * pen.between(0.3, 0.42), scheme.glow, scheme.ground);
  const left = pen.on(scheme.ground, scheme.ink, scheme.strong);
  const right = pen.on(left, scheme.strong, scheme.back, scheme.accent);
  const [drop, otherDrop] = pen.chance(0.5) ? [size * 0.08, 0] : [0, size * 0.08];
  profile(pen, middle - near, y + drop, size, scheme.ink, 1, pen.pick(['short', 'short', 'bun']));
  profile(pen, middle + near, y + otherDrop, size, right, -1, pen.pick(['long', 'bun', 'short']));
  if (pen.chance(0.45))
    heart(
      pen,
      middle,
      y + size * 0.3,
      18,
      pen.on(scheme.glow, scheme.accent, scheme.paper),
      pen.between(-0.2, 0.2),
    );
  return { top: scheme.ground, bottom: scheme.ink };
};
