/** A sheet of faces, one per cell. */
import { drawFace } from '../parts/face';
import type { Archetype } from './archetype';

export const drawFaceGrid: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const columns = pen.pick([2, 3, 3, 4]);
  const cell = (stage.width - 24) / columns;
  const rows = Math.max(1, Math.floor((stage.height - 6) / cell));
  const left = stage.x + 12;
  const top = stage.y + (stage.height - rows * cell) / 2;
  const fields = [scheme.strong, scheme.glow, scheme.back, scheme.accent, scheme.paper, scheme.ink];
  const gap = pen.pick([0, 3, 4]);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const field = fields[(row * columns + column + pen.random.below(2)) % fields.length];
      const [x, y] = [left + column * cell, top + row * cell];
      pen.rect(x + gap / 2, y + gap / 2, cell - gap, cell - gap, field);
      const skin = pen.on(
        field,
        pen.pick([scheme.paper, scheme.glow, scheme.strong]),
        scheme.paper,
        scheme.ink,
      );
      pen.within(
        (context) => context.rect(x + gap / 2, y + gap / 2, cell - gap, cell - gap),
        () =>
          drawFace(pen, x + cell / 2, y + cell * 0.58, cell * 0.78, {
            skin,
            hair: pen.on(skin, scheme.ink, scheme.paper),
            red: pen.on(skin, scheme.accent, scheme.strong, scheme.ink),
            white: pen.on(skin, scheme.paper, scheme.glow),
            ground: field,
          }),
      );
    }
  return { top: scheme.ground, bottom: scheme.ground };
};
