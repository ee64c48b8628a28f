/** A boat with two people on still water, and light on the waves. */
import { hills, orb, stars } from '../parts/land';
import { birds } from '../parts/things';
import type { Pen } from '../pen/pen';
import type { Archetype } from './archetype';

function boat(pen: Pen, x: number, y: number, size: number, colour: string): void {
  pen.shape(colour, (context) => {
    context.moveTo(x - size * 0.5, y - size * 0.14);
    context.quadraticCurveTo(x, y + size * 0.02, x + size * 0.5, y - size * 0.16);
    context.quadraticCurveTo(x + size * 0.36, y + size * 0.12, x, y + size * 0.1);
    context.quadraticCurveTo(x - size * 0.38, y + size * 0.12, x - size * 0.5, y - size * 0.14);
  });
  for (const [dx, tall, lean] of [
    [-0.14, 0.3, 0.05],
    [0.13, 0.27, -0.05],
  ] as const) {
    pen.taper(
      [
        [x + dx * size, y],
        [x + (dx + lean) * size, y - tall * size],
      ],
      size * 0.13,
      size * 0.1,
      colour,
    );
    pen.disc(x + (dx + lean * 1.2) * size, y - (tall + 0.06) * size, size * 0.055, colour);
  }
  pen.line(
    [
      [x - size * 0.12, y - size * 0.16],
      [x - size * 0.34, y + size * 0.14],
    ],
    1.6,
    colour,
  );
}

export const drawMoonlitBoat: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const shore = stage.y + stage.height * pen.between(0.48, 0.6);
  const x = stage.x + stage.width * pen.between(0.35, 0.65);
  const radius = stage.height * pen.between(0.17, 0.28);
  if (pen.chance(0.5)) stars(pen, 40, scheme.glow, { x: 0, y: 0, width: pen.width, height: shore });
  orb(pen, x, shore - radius * pen.between(0.3, 1.1), radius, scheme.glow, scheme.ground);
  if (pen.chance(0.7)) hills(pen, shore, stage.height * 0.12, scheme.back, 6);
  const water = pen.chance(0.5) ? scheme.back : scheme.ink;
  pen.rect(-4, shore, pen.width + 8, pen.height, water);
  for (let y = shore + 5; y < pen.height; y += 6 + (y - shore) * 0.06) {
    const half = radius * pen.between(0.35, 1) * (1 + (y - shore) / 200);
    const off = pen.between(-8, 8);
    pen.oval(x + off, y, half, 1.1 + (y - shore) * 0.008, scheme.glow);
  }
  const dark = pen.on(water, scheme.ink, scheme.paper);
  boat(
    pen,
    x + pen.between(-30, 30),
    stage.y + stage.height * pen.between(0.72, 0.8),
    stage.width * pen.between(0.34, 0.46),
    water === scheme.ink ? scheme.strong : dark,
  );
  birds(pen, pen.width - x, shore - radius * 1.3, 4, 24, pen.on(scheme.ground, scheme.ink, scheme.glow));
  return { top: scheme.ground, bottom: water };
};
