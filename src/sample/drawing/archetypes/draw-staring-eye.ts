/** An eye that looks at the viewer, and what runs from it. */
import { rays, rings } from '../parts/land';
import { eye } from '../parts/things';
import type { Archetype } from './archetype';

export const drawStaringEye: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width / 2;
  const y = stage.y + stage.height * pen.between(0.36, 0.5);
  const behind = pen.pick(['rays', 'rings', 'disc', 'none'] as const);
  if (behind === 'rays') rays(pen, x, y, 16, scheme.back);
  if (behind === 'rings') rings(pen, x, y, 60, 16, 12, scheme.back);
  if (behind === 'disc') pen.disc(x, y, stage.width * 0.46, scheme.back);
  const width = stage.width * pen.between(0.62, 0.86);
  const line = pen.on(scheme.ground, scheme.ink, scheme.glow);
  const drops = 3 + pen.random.below(6);
  const run = pen.on(scheme.ground, scheme.strong, scheme.accent, line);
  for (let i = 0; i < drops; i++) {
    const dx = x + pen.between(-0.36, 0.36) * width;
    const long = pen.between(20, stage.height * 0.5);
    pen.taper(
      [
        [dx, y + 4],
        [dx, y + long * 0.7],
        [dx, y + long],
      ],
      pen.between(3, 7),
      pen.between(2, 4),
      run,
    );
    pen.disc(dx, y + long, pen.between(2.5, 4.5), run);
  }
  eye(pen, x, y, width, pen.between(0.6, 0.95), {
    white: scheme.paper,
    iris: pen.on(scheme.paper, scheme.strong, scheme.accent, scheme.ink),
    pupil: scheme.ink,
    line,
  });
  const lashes = 9;
  for (let i = 0; i < lashes; i++) {
    const share = (i + 0.5) / lashes - 0.5;
    const from = { x: x + share * width * 0.95, y: y - width * 0.28 * (1 - (share * 2) ** 2) - 2 };
    pen.taper(
      [
        [from.x, from.y],
        [from.x + share * 26, from.y - 14 - 8 * (1 - Math.abs(share))],
      ],
      4,
      0.5,
      line,
    );
  }
  return { top: scheme.ground, bottom: scheme.ground };
};
