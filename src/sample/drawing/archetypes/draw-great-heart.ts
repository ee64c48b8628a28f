/** One big heart: whole, torn, laced or with a world inside. */
import { orb, rays, skyline } from '../parts/land';
import { man, woman } from '../parts/people';
import { birds, heart, traceHeart } from '../parts/things';
import type { Archetype } from './archetype';

export const drawGreatHeart: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width / 2;
  const y = stage.y + stage.height * 0.5;
  const size = Math.min(stage.width * 0.86, stage.height * 0.92);
  if (pen.chance(0.35)) rays(pen, x, y, 18, scheme.back);
  const fill = pen.on(scheme.ground, scheme.strong, scheme.glow, scheme.accent);
  const inside = pen.pick(['pair', 'town', 'rent', 'many', 'pair'] as const);
  heart(pen, x + size * 0.03, y + size * 0.03, size, scheme.back);
  heart(pen, x, y, size, fill);
  const trace = (context: OffscreenCanvasRenderingContext2D) => {
    context.save();
    context.translate(x, y);
    context.scale(size, size);
    traceHeart(context);
    context.restore();
  };
  const dark = pen.on(fill, scheme.ink, scheme.paper);
  const light = pen.on(fill, scheme.paper, scheme.glow, scheme.accent);
  if (inside === 'pair')
    pen.within(trace, () => {
      orb(pen, x, y - size * 0.06, size * 0.24, light, fill);
      pen.rect(0, y + size * 0.14, pen.width, size, dark);
      man(pen, x - size * 0.07, y + size * 0.17, size * 0.4, { colour: dark, hat: 'none' });
      woman(pen, x + size * 0.09, y + size * 0.17, size * 0.37, { colour: dark });
    });
  if (inside === 'town')
    pen.within(trace, () => {
      orb(pen, x + size * 0.12, y - size * 0.12, size * 0.14, light, fill);
      skyline(pen, y + size * 0.5, size * 0.52, dark, light);
      birds(pen, x - size * 0.15, y - size * 0.15, 4, 20, dark);
    });
  if (inside === 'rent') {
    const edge = [0, 0.12, -0.06, 0.08, -0.05, 0.04].map(
      (dx, i) => [x + dx * size, y - size * 0.36 + i * size * 0.175] as const,
    );
    pen.line(edge, 5, scheme.ground, 'butt');
    pen.line(
      [
        [x - size * 0.3, y + size * 0.08],
        [x - size * 0.12, y - size * 0.02],
      ],
      3,
      dark,
    );
  }
  if (inside === 'many')
    for (let i = 0.8; i > 0.15; i -= 0.2)
      heart(pen, x, y - size * 0.02, size * i, Math.round(i * 10) % 4 === 0 ? light : fill);
  return { top: scheme.ground, bottom: scheme.ground };
};
