/** A bunch of balloons carries someone off. */
import { hills, rays, skyline } from '../parts/land';
import { tumbler, walker } from '../parts/people';
import { cloud } from '../parts/things';
import type { Archetype } from './archetype';

export const drawBalloons: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width * pen.between(0.4, 0.6);
  const y = stage.y + stage.height * pen.between(0.3, 0.36);
  const hold = stage.y + stage.height * pen.between(0.66, 0.72);
  const behind = pen.pick(['rays', 'clouds', 'confetti', 'confetti'] as const);
  if (behind === 'rays') rays(pen, x, y, 16, scheme.back);
  if (behind === 'clouds')
    for (let i = 0; i < 4; i++)
      cloud(
        pen,
        pen.between(-30, 190),
        stage.y + stage.height * pen.between(0.1, 0.8),
        pen.between(50, 100),
        scheme.back,
      );
  const colours = [scheme.strong, scheme.glow, scheme.accent, scheme.paper, scheme.ink].filter(
    (colour) => colour !== scheme.ground,
  );
  if (behind === 'confetti')
    for (let i = 0; i < 90; i++)
      pen.at(
        pen.between(0, pen.width),
        pen.between(0, pen.height),
        () => pen.rect(-2, -1, 5, 2.4, pen.pick(colours)),
        pen.between(0, 3),
      );
  const line = pen.on(scheme.ground, scheme.ink, scheme.paper);
  const count = 7 + pen.random.below(8);
  const reach = stage.height * 0.24;
  const places = Array.from({ length: count }, (_, i) => {
    const angle = i * 2.4;
    const distance = reach * Math.sqrt((i + 0.5) / count);
    return [x + Math.cos(angle) * distance * 1.05, y + Math.sin(angle) * distance] as const;
  });
  for (const [bx, by] of places)
    pen.line(
      [
        [bx, by],
        [x, hold - 6],
      ],
      0.8,
      line,
    );
  const size = stage.height * pen.between(0.085, 0.12);
  places.forEach(([bx, by], i) => {
    const colour = colours[i % colours.length];
    pen.oval(bx, by, size * 0.86, size, colour);
    pen.polygon(
      [
        [bx - 3, by + size + 3],
        [bx + 3, by + size + 3],
        [bx, by + size - 2],
      ],
      colour,
    );
    pen.oval(bx - size * 0.3, by - size * 0.38, size * 0.14, size * 0.22, `${scheme.paper}aa`, 0.5);
  });
  const body = pen.on(scheme.ground, scheme.ink, scheme.strong);
  if (pen.chance(0.6)) tumbler(pen, x, hold + 22, stage.height * 0.26, body, pen.between(-0.3, 0.3));
  else walker(pen, x - 4, hold + stage.height * 0.24, stage.height * 0.28, { colour: body, hat: 'fedora' });
  const town = pen.chance(0.4);
  const floor = pen.on(scheme.ground, scheme.back, scheme.strong);
  if (town) skyline(pen, stage.y + stage.height * 1.04, stage.height * 0.14, floor, scheme.glow);
  hills(pen, stage.y + stage.height * 1.02, 12, floor, 5);
  return { top: scheme.ground, bottom: floor };
};
