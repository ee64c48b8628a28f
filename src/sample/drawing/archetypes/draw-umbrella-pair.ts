/** Two people under one umbrella. */
import { hills, orb, skyline } from '../parts/land';
import { man, woman } from '../parts/people';
import type { Archetype } from './archetype';

export const drawUmbrellaPair: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width * pen.between(0.42, 0.58);
  const foot = stage.y + stage.height * pen.between(0.8, 0.88);
  const height = stage.height * pen.between(0.42, 0.52);
  const behind = pen.pick(['sun', 'town', 'rain', 'rain'] as const);
  if (behind === 'sun') orb(pen, x, foot - height * 0.7, stage.height * 0.36, scheme.glow, scheme.ground);
  if (behind === 'town')
    skyline(pen, foot, stage.height * 0.5, scheme.back, pen.chance(0.5) ? scheme.glow : null);
  hills(pen, foot + 2, 2, scheme.back, 4);
  const rain = pen.on(scheme.ground, scheme.glow, scheme.strong);
  if (behind !== 'sun')
    for (let i = 0; i < 90; i++) {
      const [rx, ry] = [pen.between(-20, pen.width + 20), pen.between(-10, foot)];
      pen.line(
        [
          [rx, ry],
          [rx - 4, ry + 13],
        ],
        0.8,
        rain,
      );
    }
  const behindThem = behind === 'sun' ? scheme.glow : behind === 'town' ? scheme.back : scheme.ground;
  const body = pen.on(behindThem, scheme.ink, scheme.paper);
  const other = pen.on(behindThem, scheme.accent, scheme.strong, scheme.ink, scheme.paper);
  man(pen, x - height * 0.13, foot + 6, height, { colour: body, hat: pen.chance(0.4) ? 'fedora' : 'none' });
  woman(pen, x + height * 0.15, foot + 6, height * 0.93, { colour: other, facing: 1 });
  const top = foot - height * 1.06;
  const span = height * 0.52;
  const cover = pen.on(
    behind === 'sun' ? scheme.glow : scheme.ground,
    scheme.accent,
    scheme.strong,
    scheme.ink,
  );
  pen.line(
    [
      [x, top - span * 0.5],
      [x, foot - height * 0.45],
    ],
    2,
    body,
  );
  pen.slice(x, top + 6, span, Math.PI, Math.PI * 2, cover);
  for (let i = 0; i < 5; i++)
    pen.slice(
      x - span + (span * 2 * (i + 0.5)) / 5,
      top + 6.5,
      span / 5,
      Math.PI,
      Math.PI * 2,
      i % 2 ? `${scheme.ink}30` : `${scheme.ink}50`,
    );
  pen.line(
    [
      [x, top - span + 6],
      [x, top - span - 2],
    ],
    2,
    body,
  );
  return { top: scheme.ground, bottom: scheme.back };
};
