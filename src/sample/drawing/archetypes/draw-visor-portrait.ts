/** A helmet, and what its visor reflects. */
import { orb, peaks, rings, stars } from '../parts/land';
import { man } from '../parts/people';
import type { Archetype } from './archetype';

export const drawVisorPortrait: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const light = pen.on(scheme.ground, scheme.glow, scheme.paper);
  const x = stage.x + stage.width / 2;
  const y = stage.y + stage.height * pen.between(0.4, 0.48);
  const radius = stage.height * pen.between(0.3, 0.36);
  if (pen.chance(0.4)) rings(pen, x, y, radius * 1.2, 15, 12, scheme.back);
  else if (pen.chance(0.5)) orb(pen, x, y, radius * 1.35, scheme.back, scheme.ground);
  if (pen.chance(0.6)) stars(pen, 50, light, { x: 0, y: 0, width: pen.width, height: pen.height });
  const suit = pen.on(scheme.ground, scheme.paper, scheme.strong, scheme.ink);
  const shade = pen.on(suit, scheme.strong, scheme.ink, scheme.back);
  pen.polygon(
    [
      [x - radius * 0.8, y + radius * 0.8],
      [x + radius * 0.8, y + radius * 0.8],
      [x + radius * 1.7, y + radius * 1.35],
      [x + radius * 1.9, pen.height + 4],
      [x - radius * 1.9, pen.height + 4],
      [x - radius * 1.7, y + radius * 1.35],
    ],
    suit,
  );
  pen.polygon(
    [
      [x - radius * 0.85, y + radius * 0.86],
      [x + radius * 0.85, y + radius * 0.86],
      [x + radius * 0.95, y + radius * 1.06],
      [x - radius * 0.95, y + radius * 1.06],
    ],
    shade,
  );
  pen.rect(x - radius * 0.42, y + radius * 1.4, radius * 0.84, radius * 0.42, shade);
  for (let i = 0; i < 3; i++)
    pen.disc(
      x - radius * 0.25 + i * radius * 0.25,
      y + radius * 1.6,
      radius * 0.07,
      pen.on(shade, scheme.accent, scheme.paper),
    );
  pen.disc(x, y, radius, suit);
  pen.slice(x, y, radius, -0.9, 1.6, `${scheme.ink}22`);
  for (const side of [-1, 1])
    pen.rect(x + side * radius * 0.96 - radius * 0.1, y - radius * 0.22, radius * 0.2, radius * 0.5, shade);
  const trace = (context: OffscreenCanvasRenderingContext2D) =>
    context.ellipse(x, y + radius * 0.06, radius * 0.76, radius * 0.62, 0, 0, Math.PI * 2);
  pen.shape(shade, (context) =>
    context.ellipse(x, y + radius * 0.06, radius * 0.83, radius * 0.69, 0, 0, Math.PI * 2),
  );
  const sees = pen.pick(['planet', 'land', 'figure'] as const);
  pen.shape(scheme.ink, trace);
  pen.within(trace, () => {
    const glow = pen.on(scheme.ink, scheme.glow, scheme.strong, scheme.paper);
    stars(pen, 16, scheme.paper, { x: x - radius, y: y - radius, width: radius * 2, height: radius * 1.4 });
    orb(pen, x + radius * 0.2, y - radius * 0.06, radius * pen.between(0.26, 0.4), glow, scheme.ink);
    if (sees === 'land') peaks(pen, y + radius * 0.52, radius * 0.5, scheme.back, scheme.strong, 9);
    if (sees === 'figure') {
      pen.rect(x - radius, y + radius * 0.42, radius * 2, radius, pen.on(glow, scheme.back, scheme.strong));
      man(pen, x + radius * 0.2, y + radius * 0.5, radius * 0.6, { colour: scheme.ink, hat: 'none' });
    }
  });
  pen.arc(x, y + radius * 0.06, radius * 0.6, Math.PI * 1.08, Math.PI * 1.34, radius * 0.06, scheme.paper);
  return { top: scheme.ground, bottom: suit };
};
