/** A face in the shadow of a wide hat. */
import { orb, rays } from '../parts/land';
import type { Archetype } from './archetype';

export const drawHatPortrait: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width / 2;
  const y = stage.y + stage.height * pen.between(0.42, 0.5);
  const size = stage.height * pen.between(0.5, 0.6);
  if (pen.chance(0.35)) rays(pen, x, y, 22, scheme.back);
  else orb(pen, x, y - size * 0.1, size * pen.between(0.62, 0.8), scheme.glow, scheme.ground);
  const skin = pen.pick([scheme.glow, scheme.strong, scheme.paper]);
  const dark = scheme.ink;
  const coat = pen.on(scheme.ground, dark, scheme.back, scheme.strong);
  pen.polygon(
    [
      [x - size * 0.3, y + size * 0.42],
      [x + size * 0.3, y + size * 0.42],
      [x + size * 0.85, y + size * 0.72],
      [x + size * 1.05, pen.height + 4],
      [x - size * 1.05, pen.height + 4],
      [x - size * 0.85, y + size * 0.72],
    ],
    coat,
  );
  pen.polygon(
    [
      [x - size * 0.3, y - size * 0.12],
      [x + size * 0.3, y - size * 0.12],
      [x + size * 0.29, y + size * 0.26],
      [x + size * 0.14, y + size * 0.47],
      [x - size * 0.14, y + size * 0.47],
      [x - size * 0.29, y + size * 0.26],
    ],
    skin,
  );
  pen.polygon(
    [
      [x, y - size * 0.12],
      [x + size * 0.31, y - size * 0.12],
      [x + size * 0.3, y + size * 0.27],
      [x + size * 0.15, y + size * 0.48],
      [x + size * 0.02, y + size * 0.48],
      [x + size * 0.08, y + size * 0.2],
    ],
    dark,
  );
  pen.polygon(
    [
      [x - size * 0.32, y - size * 0.14],
      [x + size * 0.32, y - size * 0.14],
      [x + size * 0.31, y + size * 0.05],
      [x - size * 0.31, y + size * 0.1],
    ],
    dark,
  );
  const gaze = pen.on(dark, scheme.accent, scheme.paper);
  for (const side of [-1, 1])
    pen.polygon(
      [
        [x + side * size * 0.06, y + size * 0.05],
        [x + side * size * 0.2, y + size * 0.01],
        [x + side * size * 0.19, y + size * 0.045],
        [x + side * size * 0.08, y + size * 0.075],
      ],
      gaze,
    );
  const mask = pen.chance(0.55);
  const cloth = pen.on(dark, scheme.strong, scheme.accent, scheme.paper);
  if (mask) {
    pen.polygon(
      [
        [x - size * 0.31, y + size * 0.2],
        [x + size * 0.31, y + size * 0.18],
        [x + size * 0.26, y + size * 0.42],
        [x, y + size * 0.78],
        [x - size * 0.26, y + size * 0.42],
      ],
      cloth,
    );
    for (let i = 0; i < 14; i++)
      pen.disc(x + pen.between(-0.2, 0.2) * size, y + pen.between(0.24, 0.5) * size, 1.6, dark);
  } else {
    pen.line(
      [
        [x - size * 0.1, y + size * 0.31],
        [x + size * 0.08, y + size * 0.3],
      ],
      2.4,
      dark,
    );
    pen.line(
      [
        [x + size * 0.06, y + size * 0.3],
        [x + size * 0.24, y + size * 0.36],
      ],
      3,
      gaze,
    );
  }
  const hat = pen.on(scheme.ground, dark, scheme.back);
  pen.polygon(
    [
      [x - size * 0.3, y - size * 0.12],
      [x - size * 0.27, y - size * 0.44],
      [x - size * 0.1, y - size * 0.52],
      [x, y - size * 0.47],
      [x + size * 0.1, y - size * 0.52],
      [x + size * 0.27, y - size * 0.44],
      [x + size * 0.3, y - size * 0.12],
    ],
    hat,
  );
  pen.blob(
    [
      [x - size * 0.78, y - size * 0.2],
      [x - size * 0.3, y - size * 0.14],
      [x + size * 0.3, y - size * 0.14],
      [x + size * 0.78, y - size * 0.2],
      [x + size * 0.5, y - size * 0.04],
      [x, y],
      [x - size * 0.5, y - size * 0.04],
    ],
    hat,
  );
  pen.polygon(
    [
      [x - size * 0.3, y - size * 0.23],
      [x + size * 0.3, y - size * 0.23],
      [x + size * 0.305, y - size * 0.14],
      [x - size * 0.305, y - size * 0.14],
    ],
    cloth,
  );
  return { top: scheme.ground, bottom: coat };
};
