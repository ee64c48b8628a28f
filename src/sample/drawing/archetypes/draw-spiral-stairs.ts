/** Stairs seen from above, and someone on them or falling. */
import { tumbler, walker } from '../parts/people';
import type { Point } from '../pen/pen';
import type { Archetype } from './archetype';

export const drawSpiralStairs: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width * pen.between(0.44, 0.56);
  const y = stage.y + stage.height * pen.between(0.44, 0.56);
  const corners = pen.pick([4, 6, 8, 40]);
  const first = pen.on(scheme.ground, scheme.ink, scheme.back);
  const second = pen.on(first, scheme.strong, scheme.glow, scheme.paper);
  const turn = pen.between(0.12, 0.3) * pen.pick([-1, 1]);
  const levels = 16;
  const shrink = 0.79;
  const corner = (level: number, i: number): Point => {
    const radius = (corners === 4 ? 330 : 250) * shrink ** level;
    const angle = (i * Math.PI * 2) / corners + level * turn;
    return [x + Math.cos(angle) * radius + level * 0.9, y + Math.sin(angle) * radius];
  };
  const every = corners === 40 ? 4 : 1;
  for (let level = 0; level < levels; level++) {
    const outline = Array.from({ length: corners }, (_, i) => corner(level, i));
    pen.polygon(outline, level % 2 === 0 ? first : second);
    // edges of steps, from each flight to the next
    if (level % 2 === 1)
      for (let i = 0; i < corners; i += every) {
        const [near, far] = [corner(level, i), corner(level + 1, i)];
        pen.line([near, far], 2.6 * shrink ** (level / 2), first, 'butt');
      }
  }
  const heart = pen.on(first, scheme.glow, scheme.paper);
  pen.disc(x + 14, y, 15, heart);
  if (pen.chance(0.6))
    tumbler(
      pen,
      x + 12,
      y,
      stage.height * pen.between(0.2, 0.34),
      pen.on(heart, scheme.ink, scheme.strong),
      pen.between(-2, 2),
    );
  else
    walker(pen, x + 14, y + 10, stage.height * 0.18, {
      colour: pen.on(heart, scheme.ink, scheme.strong),
      hat: 'fedora',
    });
  return { top: first, bottom: first };
};
