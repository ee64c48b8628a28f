/** A hand with overlong fingers reaches up out of the ground or the dark. */
import { hills, orb } from '../parts/land';
import type { Pen, Point } from '../pen/pen';
import type { Archetype } from './archetype';

function hand(pen: Pen, x: number, y: number, size: number, colour: string, nail: string): void {
  pen.taper(
    [
      [x + size * 0.02, y + size * 0.9],
      [x, y + size * 0.2],
      [x, y],
    ],
    size * 0.34,
    size * 0.4,
    colour,
  );
  pen.blob(
    [
      [x - size * 0.22, y + size * 0.12],
      [x - size * 0.26, y - size * 0.16],
      [x, y - size * 0.26],
      [x + size * 0.24, y - size * 0.16],
      [x + size * 0.2, y + size * 0.14],
    ],
    colour,
  );
  const fingers: [number, number, number, number][] = [
    [-0.2, -0.12, -1.05, 0.78],
    [-0.1, -0.2, -0.32, 1.0],
    [0.03, -0.22, -0.02, 1.08],
    [0.15, -0.18, 0.3, 0.98],
    [0.2, 0.04, 0.98, 0.72],
  ];
  for (const [fx, fy, lean, reach] of fingers) {
    const angle = -Math.PI / 2 + lean + pen.between(-0.08, 0.08);
    const bend = pen.between(0.05, 0.4) * (lean < 0 ? 1 : -1);
    const joints: Point[] = [[x + fx * size, y + fy * size]];
    let direction = angle;
    for (const part of [0.42, 0.34, 0.28]) {
      const [px, py] = joints[joints.length - 1];
      joints.push([
        px + Math.cos(direction) * part * reach * size * 0.8,
        py + Math.sin(direction) * part * reach * size * 0.8,
      ]);
      direction += bend;
    }
    pen.taper(joints, size * 0.13, size * 0.045, colour);
    const [tipX, tipY] = joints[3];
    pen.polygon(
      [
        [tipX - size * 0.035, tipY + 2],
        [tipX + Math.cos(direction) * size * 0.13, tipY + Math.sin(direction) * size * 0.13],
        [tipX + size * 0.035, tipY + 2],
      ],
      nail,
    );
  }
}

export const drawGraspingHand: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const x = stage.x + stage.width * pen.between(0.42, 0.58);
  const y = stage.y + stage.height * pen.between(0.55, 0.66);
  const size = stage.height * pen.between(0.42, 0.52);
  const lit = pen.chance(0.75);
  if (lit)
    orb(
      pen,
      x + pen.between(-16, 16),
      y - size * 0.45,
      size * pen.between(0.75, 0.95),
      scheme.glow,
      scheme.ground,
    );
  const skin = lit ? scheme.ink : pen.on(scheme.ground, scheme.strong, scheme.glow);
  hand(
    pen,
    x,
    y,
    size,
    skin,
    pen.on(lit ? scheme.glow : scheme.ground, scheme.accent, scheme.strong, scheme.paper),
  );
  const soil = pen.chance(0.7);
  if (soil) {
    hills(pen, y + size * 0.66, 12, scheme.ink, 12);
    for (let i = 0; i < 9; i++)
      pen.polygon(
        [
          [x + pen.between(-70, 70), y + size * 0.62],
          [x + pen.between(-70, 70), y + size * 0.5],
          [x + pen.between(-70, 70), y + size * 0.66],
        ],
        scheme.ink,
      );
  }
  return { top: scheme.ground, bottom: soil ? scheme.ink : scheme.ground };
};
