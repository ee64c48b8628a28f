/** Light through blinds falls on someone who listens. */
import { man } from '../parts/people';
import { profile } from '../parts/profile';
import { eye } from '../parts/things';
import type { Archetype } from './archetype';

export const drawBlinds: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const light = pen.on(scheme.ground, scheme.glow, scheme.paper, scheme.strong);
  const slats = 9 + pen.random.below(6);
  const step = stage.height / slats;
  const lean = pen.between(-0.22, 0.22);
  const x = stage.x + stage.width / 2;
  const y = stage.y + stage.height / 2;
  const side = pen.pick([-1, 1] as const);
  pen.at(
    x,
    y,
    () => {
      for (let i = 0; i < slats; i++) pen.rect(-150, -stage.height / 2 + i * step, 300, step * 0.52, light);
    },
    lean,
  );
  const dark = pen.on(light, scheme.ink, scheme.back);
  const who = pen.pick(['profile', 'man', 'eye', 'profile'] as const);
  if (who === 'profile')
    profile(
      pen,
      x - side * stage.width * 0.3,
      stage.y + stage.height * 0.2,
      stage.height * 0.55,
      dark,
      side,
      pen.pick(['short', 'bun', 'long']),
    );
  if (who === 'man')
    man(pen, x + side * 20, stage.y + stage.height * 1.12, stage.height * 1.02, { colour: dark });
  if (who === 'eye') {
    pen.disc(x, y, stage.width * 0.33, dark);
    eye(pen, x, y, stage.width * 0.52, 0.6, {
      white: scheme.paper,
      iris: scheme.strong,
      pupil: scheme.ink,
      line: scheme.ink,
    });
  }
  if (who !== 'eye' && pen.chance(0.65))
    pen.at(
      x,
      y,
      () => {
        for (let i = 0; i < slats; i++)
          if (i % 3 === 1) pen.rect(-150, -stage.height / 2 + i * step, 300, step * 0.16, light);
      },
      lean,
    );
  const smoke = pen.on(scheme.ground, scheme.strong, scheme.accent, scheme.paper);
  if (pen.chance(0.5)) {
    const [sx, sy] = [x + side * stage.width * 0.28, stage.y + stage.height * 0.62];
    const trail = Array.from(
      { length: 16 },
      (_, i) => [sx + Math.sin(i * 0.75) * (2 + i * 0.7), sy - i * 8] as const,
    );
    pen.taper(trail, 1.5, 9, smoke);
  }
  return { top: scheme.ground, bottom: who === 'eye' ? scheme.ground : dark };
};
