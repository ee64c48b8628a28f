/** An open door with light falling out of it, and someone standing in it. */
import { man, woman } from '../parts/people';
import type { Archetype } from './archetype';

export const drawOpenDoor: Archetype = (pen, stage) => {
  const { scheme } = pen;
  const wall = pen.chance(0.6) ? scheme.ground : scheme.back;
  pen.flood(wall);
  const x = stage.x + stage.width * pen.between(0.42, 0.58);
  const foot = stage.y + stage.height * pen.between(0.66, 0.76);
  const height = stage.height * pen.between(0.5, 0.62);
  const half = height * 0.27;
  const light = pen.on(wall, scheme.glow, scheme.paper, scheme.strong);
  if (pen.chance(0.5)) for (let i = -2; i < 16; i++) pen.rect(i * 18, -4, 7, foot + 4, `${scheme.ink}18`);
  const floor = pen.on(light, scheme.ink, scheme.back);
  pen.rect(-4, foot, pen.width + 8, pen.height, floor);
  pen.polygon(
    [
      [x - half, foot],
      [x + half, foot],
      [x + half * pen.between(2.4, 4), pen.height + 4],
      [x - half * pen.between(1.2, 3), pen.height + 4],
    ],
    light,
  );
  pen.rect(x - half, foot - height, half * 2, height, light);
  pen.polygon(
    [
      [x - half, foot - height],
      [x - half * 1.9, foot - height - 12],
      [x - half * 1.9, foot + 14],
      [x - half, foot],
    ],
    scheme.ink,
  );
  pen.disc(x - half * 1.72, foot - height * 0.45, 2.4, light);
  const draw = pen.chance(0.6) ? man : woman;
  const tall = height * pen.between(0.68, 0.84);
  draw(pen, x + pen.between(-4, 4), foot + 2, tall, {
    colour: scheme.ink,
    hat: pen.chance(0.5) ? 'fedora' : 'none',
  });
  pen.at(
    x,
    foot + 1,
    () => draw(pen, 0, 0, tall, { colour: scheme.ink, hat: 'none' }),
    pen.between(-0.06, 0.06),
    1.15,
    -pen.between(1, 1.4),
  );
  if (pen.chance(0.35))
    for (let i = 0; i < 5; i++)
      pen.taper(
        [
          [x + half + 8 + i * 7, foot - height * 0.8],
          [x + half + 12 + i * 7, foot - height * 0.4],
        ],
        2.4,
        0.6,
        scheme.strong,
      );
  return { top: wall, bottom: light };
};
