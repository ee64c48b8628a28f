/** An old-fashioned rocket in flight. */
import { hills, orb, rays, stars } from '../parts/land';
import type { Pen, Point } from '../pen/pen';
import type { Archetype } from './archetype';

function rocket(pen: Pen, size: number, hull: string, fin: string, glass: string): void {
  const body: Point[] = [
    [0, -0.5],
    [0.1, -0.34],
    [0.15, -0.08],
    [0.13, 0.2],
    [0.08, 0.32],
    [-0.08, 0.32],
    [-0.13, 0.2],
    [-0.15, -0.08],
    [-0.1, -0.34],
  ];
  const scaled = (points: readonly Point[]): Point[] => points.map(([x, y]) => [x * size, y * size]);
  pen.polygon(
    scaled([
      [-0.12, 0.05],
      [-0.3, 0.3],
      [-0.28, 0.46],
      [-0.08, 0.26],
    ]),
    fin,
  );
  pen.polygon(
    scaled([
      [0.12, 0.05],
      [0.3, 0.3],
      [0.28, 0.46],
      [0.08, 0.26],
    ]),
    fin,
  );
  pen.blob(scaled(body), hull);
  pen.polygon(
    scaled([
      [-0.025, 0.1],
      [0.025, 0.1],
      [0.03, 0.44],
      [-0.03, 0.44],
    ]),
    fin,
  );
  pen.shape(fin, (context) => {
    context.moveTo(0, -0.5 * size);
    context.lineTo(0.09 * size, -0.3 * size);
    context.lineTo(-0.09 * size, -0.3 * size);
  });
  pen.disc(0, -0.1 * size, 0.065 * size, fin);
  pen.disc(0, -0.1 * size, 0.042 * size, glass);
}

export const drawRocket: Archetype = (pen, stage) => {
  const { scheme } = pen;
  pen.flood(scheme.ground);
  const light = pen.on(scheme.ground, scheme.glow, scheme.paper, scheme.ink);
  const lean = pen.between(-0.6, 0.6);
  const x = stage.x + stage.width * (0.5 + lean * 0.25);
  const y = stage.y + stage.height * pen.between(0.32, 0.42);
  const size = stage.height * pen.between(0.42, 0.56);
  if (pen.chance(0.3)) rays(pen, x, y, 16, scheme.back);
  stars(pen, 55, light, { x: 0, y: 0, width: pen.width, height: pen.height });
  orb(
    pen,
    pen.width - x,
    y + pen.between(-20, 20),
    size * pen.between(0.3, 0.5),
    pen.on(scheme.ground, scheme.glow, scheme.strong),
    scheme.ground,
  );
  const flame = pen.on(scheme.ground, scheme.accent, scheme.strong);
  pen.at(
    x,
    y,
    () => {
      for (const [half, colour] of [
        [0.2, flame],
        [0.13, scheme.strong],
        [0.06, scheme.paper],
      ] as const)
        pen.polygon(
          [
            [-size * half * 0.4, size * 0.36],
            [size * half * 0.4, size * 0.36],
            [size * half * 1.6, pen.height],
            [-size * half * 1.6, pen.height],
          ],
          colour,
        );
      rocket(
        pen,
        size,
        pen.on(scheme.ground, scheme.paper, scheme.ink),
        pen.on(scheme.paper, scheme.strong, scheme.accent, scheme.ink),
        scheme.ink,
      );
    },
    lean,
  );
  const grounded = pen.chance(0.45);
  if (grounded) {
    for (let i = 0; i < 9; i++)
      pen.disc(
        x - lean * 260 + pen.between(-90, 90),
        stage.y + stage.height * pen.between(0.95, 1.06),
        pen.between(16, 34),
        scheme.paper,
      );
    hills(pen, stage.y + stage.height * 1.02, 8, scheme.ink, 6);
  }
  return { top: scheme.ground, bottom: grounded ? scheme.ink : scheme.ground };
};
