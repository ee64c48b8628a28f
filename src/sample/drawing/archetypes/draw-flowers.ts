/** Flowers cut from paper: a bunch or a bed of them. */
import { orb } from '../parts/land';
import type { Pen } from '../pen/pen';
import type { Archetype } from './archetype';

function bloom(pen: Pen, x: number, y: number, size: number, colour: string, centre: string): void {
  const kind = pen.random.below(3);
  if (kind === 0) {
    const petals = 5 + pen.random.below(4);
    const turn = pen.between(0, 1);
    for (let i = 0; i < petals; i++) {
      const angle = turn + (i * Math.PI * 2) / petals;
      pen.oval(
        x + Math.cos(angle) * size * 0.5,
        y + Math.sin(angle) * size * 0.5,
        size * 0.46,
        size * 0.27,
        colour,
        angle,
      );
    }
    pen.disc(x, y, size * 0.26, centre);
  } else if (kind === 1) {
    pen.polygon(
      [
        [x - size * 0.6, y - size * 0.7],
        [x - size * 0.25, y - size * 0.3],
        [x, y - size * 0.85],
        [x + size * 0.25, y - size * 0.3],
        [x + size * 0.6, y - size * 0.7],
        [x + size * 0.5, y + size * 0.2],
        [x, y + size * 0.5],
        [x - size * 0.5, y + size * 0.2],
      ],
      colour,
    );
  } else {
    for (let i = 4; i > 0; i--)
      pen.disc(x + pen.between(-1, 1), y + pen.between(-1, 1), size * 0.2 * i, i % 2 === 0 ? colour : centre);
  }
}

export const drawFlowers: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width / 2;
  const foot = stage.y + stage.height * pen.between(0.9, 1);
  if (pen.chance(0.5))
    orb(pen, x, stage.y + stage.height * 0.42, stage.width * 0.36, scheme.back, scheme.ground);
  const stem = pen.on(scheme.ground, scheme.ink, scheme.paper, scheme.accent);
  const colours = [scheme.strong, scheme.glow, scheme.accent, scheme.paper].filter(
    (colour) => colour !== scheme.ground,
  );
  const count = 5 + pen.random.below(5);
  const bunch = pen.chance(0.65);
  for (let i = 0; i < count; i++) {
    const share = (i + 0.5) / count - 0.5;
    const [tx, ty] = [
      x + share * stage.width * 0.85 + pen.between(-8, 8),
      stage.y + stage.height * pen.between(0.12, 0.5),
    ];
    const fx = bunch ? x + share * 16 : tx + pen.between(-10, 10);
    const mid = [(tx + fx) / 2 + share * 20, (ty + foot) / 2] as const;
    pen.taper([[fx, foot + (bunch ? 0 : 80)], mid, [tx, ty]], 3, 2, stem);
    pen.oval(mid[0] + 8, mid[1], 12, 4.5, stem, -0.6 + share);
    const colour = colours[i % colours.length];
    bloom(pen, tx, ty, pen.between(17, 30), colour, pen.on(colour, scheme.accent, scheme.ink, scheme.paper));
  }
  if (bunch) {
    const vase = pen.on(scheme.ground, scheme.strong, scheme.ink, scheme.glow);
    pen.polygon(
      [
        [x - 24, foot - 46],
        [x + 24, foot - 46],
        [x + 30, foot - 14],
        [x + 18, foot + 6],
        [x - 18, foot + 6],
        [x - 30, foot - 14],
      ],
      vase,
    );
    pen.rect(x - 27, foot - 30, 54, 5, pen.on(vase, scheme.paper, scheme.accent, scheme.ink));
  }
  return { top: scheme.ground, bottom: scheme.ground };
};
