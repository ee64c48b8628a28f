/** Someone has just slipped: two legs in the air, one banana skin. */
import { rays } from '../parts/land';
import { star } from '../parts/things';
import type { Pen } from '../pen/pen';
import type { Archetype } from './archetype';

function leg(
  pen: Pen,
  x: number,
  y: number,
  length: number,
  lean: number,
  colours: { trousers: string; sock: string; stripe: string; shoe: string },
): void {
  pen.at(
    x,
    y,
    () => {
      pen.polygon(
        [
          [-14, 10],
          [14, 10],
          [16, -length * 0.5],
          [-16, -length * 0.5],
        ],
        colours.trousers,
      );
      pen.rect(-17, -length * 0.54, 34, 8, colours.trousers);
      for (let i = 0; i < 5; i++)
        pen.rect(
          -8,
          -length * (0.54 + (i + 1) * 0.062),
          16,
          length * 0.064,
          i % 2 === 0 ? colours.sock : colours.stripe,
        );
      const foot = -length * 0.85;
      pen.blob(
        [
          [-10, foot + 4],
          [-11, foot - 14],
          [2, foot - 17],
          [20, foot - 12],
          [36, foot - 14],
          [40, foot - 4],
          [34, foot + 4],
        ],
        colours.shoe,
      );
      pen.rect(-11, foot - 18, 12, 6, colours.shoe);
    },
    lean,
  );
}

export const drawTumblingFeet: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width / 2;
  const foot = stage.y + stage.height * pen.between(0.86, 0.96);
  if (pen.chance(0.5)) rays(pen, x, foot - 20, 20, scheme.back);
  else pen.disc(x, foot - stage.height * 0.45, stage.height * 0.42, scheme.back);
  const length = stage.height * pen.between(0.66, 0.8);
  const trousers = pen.on(scheme.ground, scheme.ink, scheme.strong);
  const colours = {
    trousers,
    sock: pen.on(scheme.ground, scheme.strong, scheme.accent),
    stripe: scheme.paper,
    shoe: scheme.ink,
  };
  const spread = pen.between(0.2, 0.5);
  leg(pen, x - 16, foot + 10, length, -spread, colours);
  leg(pen, x + 16, foot + 10, length * pen.between(0.8, 1), spread * pen.between(0.5, 1.2), colours);
  const floor = pen.on(scheme.ground, scheme.strong, scheme.back);
  pen.rect(-4, foot, pen.width + 8, pen.height, floor);
  const side = pen.pick([-1, 1]);
  const peel = pen.on(floor, scheme.glow, scheme.accent, scheme.paper);
  const [bx, by] = [x + side * stage.width * 0.32, foot + 6];
  for (const lean of [-1.1, -0.2, 0.9])
    pen.taper(
      [
        [bx, by - 13],
        [bx + lean * 10, by - 8],
        [bx + lean * 22, by + 5],
      ],
      8,
      3,
      peel,
    );
  pen.rect(bx - 2, by - 20, 4, 8, peel);
  for (let i = 0; i < 5; i++)
    star(
      pen,
      x + pen.between(-0.42, 0.42) * stage.width,
      stage.y + stage.height * pen.between(0.08, 0.6),
      pen.between(4, 9),
      5,
      0.45,
      pen.on(scheme.ground, scheme.accent, scheme.glow),
    );
  return { top: scheme.ground, bottom: floor };
};
