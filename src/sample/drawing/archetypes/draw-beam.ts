/** Something hovers in the sky, and a beam falls from it. */
import { hills, orb, skyline, stars } from '../parts/land';
import { man, tumbler, walker } from '../parts/people';
import { bareTree } from '../parts/things';
import type { Archetype } from './archetype';

export const drawBeam: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const light = pen.on(scheme.ground, scheme.glow, scheme.paper);
  const x = stage.x + stage.width * pen.between(0.38, 0.62);
  const y = stage.y + stage.height * pen.between(0.16, 0.26);
  const foot = stage.y + stage.height * pen.between(0.82, 0.92);
  stars(pen, 45, light, { x: 0, y: 0, width: pen.width, height: foot });
  if (pen.chance(0.4)) orb(pen, pen.width - x, y + 20, 24, scheme.back, scheme.ground);
  const spread = stage.width * pen.between(0.2, 0.34);
  pen.polygon(
    [
      [x - 20, y],
      [x + 20, y],
      [x + spread, foot + 8],
      [x - spread, foot + 8],
    ],
    light,
  );
  if (pen.chance(0.5))
    pen.polygon(
      [
        [x - 9, y],
        [x + 9, y],
        [x + spread * 0.5, foot + 8],
        [x - spread * 0.5, foot + 8],
      ],
      pen.on(light, scheme.paper, scheme.strong),
    );
  const size = stage.width * pen.between(0.28, 0.38);
  const hull = pen.on(scheme.ground, scheme.ink, scheme.strong, scheme.paper);
  pen.slice(
    x,
    y - size * 0.05,
    size * 0.42,
    Math.PI,
    Math.PI * 2,
    pen.on(scheme.ground, scheme.strong, scheme.accent),
  );
  pen.oval(x, y, size, size * 0.2, hull);
  pen.oval(x, y - size * 0.05, size * 0.78, size * 0.1, pen.on(hull, scheme.back, scheme.strong));
  for (let i = -3; i <= 3; i++)
    pen.disc(
      x + i * size * 0.25,
      y + size * (0.09 - Math.abs(i) * 0.014),
      size * 0.04,
      pen.on(hull, scheme.accent, scheme.paper),
    );
  hills(pen, foot + 4, 9, scheme.back, 6);
  const below = pen.pick(['man', 'town', 'taken', 'tree', 'taken'] as const);
  if (below === 'town') skyline(pen, foot + 6, stage.height * 0.16, scheme.ink, scheme.accent);
  hills(pen, foot + 12, 6, scheme.ink, 5);
  const dark = pen.on(light, scheme.ink, scheme.strong);
  if (below === 'man') man(pen, x, foot + 10, stage.height * 0.26, { colour: dark, hat: 'none' });
  if (below === 'tree') {
    bareTree(pen, x - spread - 20, foot + 12, stage.height * 0.4, scheme.ink);
    walker(pen, x, foot + 10, stage.height * 0.2, { colour: dark });
  }
  if (below === 'taken')
    tumbler(pen, x, (y + foot) / 2 + 10, stage.height * 0.22, dark, pen.between(-0.8, 0.8));
  return { top: scheme.ground, bottom: scheme.ink };
};
