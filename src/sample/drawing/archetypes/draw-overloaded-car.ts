/** A small car with everything on its roof. */
import { hills, orb, mesas, skyline } from '../parts/land';
import { cloud } from '../parts/things';
import type { Pen } from '../pen/pen';
import type { Archetype } from './archetype';

function luggage(pen: Pen, x: number, y: number, width: number, layers: number): void {
  const { scheme } = pen;
  const colours = [scheme.strong, scheme.accent, scheme.glow, scheme.paper, scheme.back].filter(
    (colour) => colour !== scheme.ground,
  );
  let top = y;
  for (let i = 0; i < layers; i++) {
    const w = width * pen.between(0.4, 0.95) * (1 - i * 0.07);
    const h = pen.between(13, 26);
    const at = x + pen.between(-6, 6) - w / 2;
    const colour = pen.pick(colours);
    const kind = pen.random.below(4);
    pen.at(
      at + w / 2,
      top,
      () => {
        if (kind === 0) pen.oval(0, -h / 2, w / 2, h / 2, colour);
        else pen.rect(-w / 2, -h, w, h, colour);
        const trim = pen.on(colour, scheme.ink, scheme.paper);
        if (kind === 1) {
          pen.rect(-w * 0.3, -h, 3, h, trim);
          pen.rect(w * 0.3 - 3, -h, 3, h, trim);
          pen.rect(-5, -h - 3, 10, 3, trim);
        }
        if (kind === 2) for (let k = -2; k <= 2; k++) pen.rect(k * w * 0.18 - 1, -h, 2, h, trim);
        if (kind === 3)
          pen.line(
            [
              [-w / 2, -h],
              [w / 2, 0],
            ],
            1.6,
            trim,
          );
      },
      pen.between(-0.07, 0.07),
    );
    top -= h;
  }
}

export const drawOverloadedCar: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const foot = stage.y + stage.height * pen.between(0.82, 0.9);
  const x = stage.x + stage.width * 0.5;
  const size = stage.width * pen.between(0.5, 0.62);
  if (pen.chance(0.5))
    orb(
      pen,
      pen.width * pen.between(0.2, 0.8),
      foot - stage.height * 0.45,
      stage.height * 0.24,
      scheme.glow,
      scheme.ground,
    );
  const far = pen.pick(['hills', 'town', 'mesas', 'clouds'] as const);
  if (far === 'town') skyline(pen, foot, stage.height * 0.36, scheme.back, null);
  if (far === 'mesas') mesas(pen, foot, stage.height * 0.3, scheme.back, 3);
  if (far === 'hills') hills(pen, foot - 10, 40, scheme.back, 5);
  if (far === 'clouds')
    for (let i = 0; i < 3; i++)
      cloud(
        pen,
        pen.between(-20, 180),
        stage.y + stage.height * pen.between(0.1, 0.5),
        pen.between(50, 90),
        scheme.back,
      );
  const road = pen.on(scheme.ground, scheme.ink, scheme.back);
  pen.rect(-4, foot, pen.width + 8, pen.height, road);
  for (let i = 0; i < 6; i++) pen.rect(i * 46 - 8, foot + 12, 24, 3, pen.on(road, scheme.paper, scheme.glow));
  luggage(pen, x - size * 0.02, foot - size * 0.44, size * 0.62, 4 + pen.random.below(3));
  const body = pen.on(scheme.ground, scheme.strong, scheme.accent, scheme.ink);
  pen.blob(
    [
      [x - size * 0.5, foot - size * 0.06],
      [x - size * 0.5, foot - size * 0.2],
      [x - size * 0.34, foot - size * 0.26],
      [x - size * 0.24, foot - size * 0.42],
      [x, foot - size * 0.46],
      [x + size * 0.2, foot - size * 0.42],
      [x + size * 0.32, foot - size * 0.25],
      [x + size * 0.5, foot - size * 0.2],
      [x + size * 0.52, foot - size * 0.06],
    ],
    body,
  );
  const glass = pen.on(body, scheme.paper, scheme.ground, scheme.ink);
  pen.polygon(
    [
      [x - size * 0.26, foot - size * 0.25],
      [x - size * 0.2, foot - size * 0.39],
      [x - size * 0.02, foot - size * 0.41],
      [x - size * 0.02, foot - size * 0.25],
    ],
    glass,
  );
  pen.polygon(
    [
      [x + size * 0.02, foot - size * 0.25],
      [x + size * 0.02, foot - size * 0.41],
      [x + size * 0.17, foot - size * 0.39],
      [x + size * 0.25, foot - size * 0.25],
    ],
    glass,
  );
  for (const dx of [-0.14, 0.1]) {
    pen.disc(x + size * dx, foot - size * 0.3, size * 0.05, scheme.ink);
    pen.rect(x + size * (dx - 0.06), foot - size * 0.27, size * 0.12, size * 0.03, scheme.ink);
  }
  for (const dx of [-0.3, 0.3]) {
    pen.disc(x + size * dx, foot - size * 0.03, size * 0.11, scheme.ink);
    pen.disc(x + size * dx, foot - size * 0.03, size * 0.05, scheme.paper);
  }
  pen.disc(x + size * 0.49, foot - size * 0.15, size * 0.035, scheme.paper);
  return { top: scheme.ground, bottom: road };
};
