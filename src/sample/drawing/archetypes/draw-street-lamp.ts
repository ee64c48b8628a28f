/** A lamp, a wall, someone who waits, and his shadow. */
import { skyline } from '../parts/land';
import { man, woman } from '../parts/people';
import type { Archetype } from './archetype';

export const drawStreetLamp: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const side = pen.pick([-1, 1]);
  const foot = stage.y + stage.height * pen.between(0.76, 0.84);
  const lamp = {
    x: stage.x + stage.width * (0.5 - side * 0.26),
    y: stage.y + stage.height * pen.between(0.1, 0.18),
  };
  if (pen.chance(0.4))
    skyline(pen, foot, stage.height * 0.66, scheme.back, pen.chance(0.5) ? scheme.glow : null);
  else if (pen.chance(0.6))
    for (let row = 0; row < 40; row++)
      for (let i = -1; i < 12; i++)
        if (pen.chance(0.5)) pen.rect(i * 24 + (row % 2) * 12, row * 9, 22, 7.4, scheme.back);
  const light = pen.on(scheme.ground, scheme.glow, scheme.paper);
  const spread = stage.width * pen.between(0.34, 0.46);
  const pavement = pen.on(light, scheme.ink, scheme.back);
  pen.rect(-4, foot, pen.width + 8, pen.height, pavement);
  pen.polygon(
    [
      [lamp.x - 8, lamp.y + 8],
      [lamp.x + 8, lamp.y + 8],
      [lamp.x + spread + side * 30, foot + 16],
      [lamp.x - spread + side * 30, foot + 16],
    ],
    light,
  );
  pen.oval(lamp.x + side * 30, foot + 16, spread, 11, light);
  const post = pen.on(scheme.ground, scheme.ink, scheme.paper);
  const base = lamp.x - side * 34;
  pen.line(
    [
      [base, foot + 14],
      [base, lamp.y - 6],
      [base + side * 10, lamp.y - 14],
      [lamp.x - side * 4, lamp.y - 8],
    ],
    4,
    post,
  );
  pen.polygon(
    [
      [lamp.x - 14, lamp.y + 8],
      [lamp.x + 14, lamp.y + 8],
      [lamp.x + 7, lamp.y - 7],
      [lamp.x - 7, lamp.y - 7],
    ],
    post,
  );
  pen.disc(lamp.x, lamp.y + 9, 5, scheme.paper);
  const height = stage.height * pen.between(0.4, 0.52);
  const [mx, my] = [lamp.x + side * pen.between(30, 52), foot + 14];
  const draw = pen.chance(0.8) ? man : woman;
  pen.at(
    mx,
    my,
    () => draw(pen, 0, 0, height, { colour: `${scheme.ink}aa`, hat: 'fedora' }),
    side * 0.9,
    0.8,
    -0.9,
  );
  draw(pen, mx, my, height, { colour: pen.on(light, scheme.ink, scheme.strong), hat: 'fedora' });
  return { top: scheme.ground, bottom: pavement };
};
