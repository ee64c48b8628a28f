/** A card with two faces, one of them upside down and one of them armed. */
import { rays } from '../parts/land';
import { man, woman } from '../parts/people';
import { heart, star } from '../parts/things';
import type { Pen } from '../pen/pen';
import type { Archetype } from './archetype';

type Suit = 'hearts' | 'spades' | 'diamonds' | 'clubs';

function pip(pen: Pen, x: number, y: number, size: number, suit: Suit, colour: string): void {
  if (suit === 'hearts') heart(pen, x, y, size, colour);
  if (suit === 'diamonds')
    pen.polygon(
      [
        [x, y - size * 0.6],
        [x + size * 0.45, y],
        [x, y + size * 0.6],
        [x - size * 0.45, y],
      ],
      colour,
    );
  if (suit === 'spades') heart(pen, x, y - size * 0.06, size, colour, Math.PI);
  if (suit === 'clubs')
    for (const [dx, dy] of [
      [0, -0.26],
      [-0.27, 0.1],
      [0.27, 0.1],
    ])
      pen.disc(x + dx * size, y + dy * size, size * 0.25, colour);
  if (suit === 'spades' || suit === 'clubs')
    pen.polygon(
      [
        [x, y],
        [x + size * 0.18, y + size * 0.56],
        [x - size * 0.18, y + size * 0.56],
      ],
      colour,
    );
}

export const drawPlayingCard: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width / 2;
  const y = stage.y + stage.height / 2;
  if (pen.chance(0.5)) rays(pen, x, y, 24, scheme.back);
  const height = stage.height * pen.between(0.84, 0.94);
  const width = Math.min(height * 0.68, stage.width * 0.8);
  const lean = pen.between(-0.2, 0.2);
  const card = pen.on(scheme.ground, scheme.paper, scheme.ink);
  const suit = pen.pick<Suit>(['hearts', 'spades', 'diamonds', 'clubs']);
  const mark = pen.on(card, scheme.strong, scheme.ink);
  const dark = pen.on(card, scheme.ink, scheme.strong);
  pen.at(
    x,
    y,
    () => {
      pen.rect(-width / 2 + 5, -height / 2 + 6, width, height, `${scheme.ink}66`);
      pen.rect(-width / 2, -height / 2, width, height, card);
      for (const turn of [0, Math.PI])
        pen.at(
          0,
          0,
          () => {
            pip(pen, -width / 2 + 14, -height / 2 + 17, 15, suit, mark);
            pen.within(
              (context) => context.rect(-width * 0.36, -height * 0.42, width * 0.72, height * 0.42),
              () => {
                pen.rect(
                  -width * 0.36,
                  -height * 0.42,
                  width * 0.72,
                  height * 0.42,
                  turn === 0 ? scheme.strong : dark,
                );
                const on = turn === 0 ? scheme.strong : dark;
                (turn === 0 ? man : woman)(pen, 0, height * 0.3, height * 0.68, {
                  colour: pen.on(on, turn === 0 ? scheme.ink : card, scheme.paper),
                  hat: 'fedora',
                });
              },
            );
          },
          turn,
        );
      pip(pen, 0, 0, width * 0.3, suit, pen.on(dark, scheme.accent, scheme.glow, card));
      if (pen.chance(0.6))
        for (let i = 0; i < 3; i++) {
          const [hx, hy] = [pen.between(-0.35, 0.35) * width, pen.between(-0.4, 0.4) * height];
          star(pen, hx, hy, 9, 9, 0.5, scheme.ink);
          pen.disc(hx, hy, 4, scheme.ground);
        }
    },
    lean,
  );
  return { top: scheme.ground, bottom: scheme.ground };
};
