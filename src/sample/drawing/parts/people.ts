/**
 * People as silhouettes. Feet stand on (x, y); heights in pixels.
 */
import type { Pen, Point } from '../pen/pen';

/** Transforms a figure of height 1 (feet at the origin, y negative upwards) to the sheet; `facing` −1 mirrors it. */
export function stand(
  points: readonly Point[],
  x: number,
  y: number,
  height: number,
  facing: 1 | -1 = 1,
): Point[] {
  return points.map(([px, py]) => [x + px * height * facing, y + py * height]);
}

export interface Person {
  colour: string;
  hat?: 'none' | 'fedora' | 'wide';
  facing?: 1 | -1;
}

function hatOn(
  pen: Pen,
  x: number,
  y: number,
  height: number,
  kind: 'fedora' | 'wide',
  colour: string,
): void {
  const brim = kind === 'wide' ? 0.15 : 0.11;
  const top = y - 0.935 * height;
  pen.oval(x, top, brim * height, 0.018 * height, colour);
  pen.polygon(
    stand(
      [
        [-0.06, -0.935],
        [-0.05, -1.01],
        [-0.015, -1.0],
        [0.01, -1.012],
        [0.05, -1.0],
        [0.06, -0.935],
      ],
      x,
      y,
      height,
    ),
    colour,
  );
}

/** A man in a long coat. */
export function man(
  pen: Pen,
  x: number,
  y: number,
  height: number,
  { colour, hat = 'fedora', facing = 1 }: Person,
): void {
  const body: Point[] = [
    [-0.035, -0.85],
    [-0.13, -0.8],
    [-0.165, -0.62],
    [-0.15, -0.44],
    [-0.115, -0.45],
    [-0.112, -0.6],
    [-0.1, -0.5],
    [-0.135, -0.26],
    [-0.08, -0.25],
    [-0.085, -0.02],
    [-0.1, 0],
    [-0.02, 0],
    [-0.025, -0.24],
    [0.02, -0.24],
    [0.03, -0.02],
    [0.035, 0],
    [0.115, 0],
    [0.085, -0.03],
    [0.085, -0.25],
    [0.14, -0.27],
    [0.1, -0.5],
    [0.112, -0.6],
    [0.12, -0.45],
    [0.155, -0.45],
    [0.16, -0.62],
    [0.13, -0.8],
    [0.035, -0.85],
  ];
  pen.polygon(stand(body, x, y, height, facing), colour);
  pen.oval(x + 0.005 * height * facing, y - 0.9 * height, 0.05 * height, 0.062 * height, colour);
  if (hat !== 'none') hatOn(pen, x, y, height, hat, colour);
}

/** A woman in a wide skirt. */
export function woman(pen: Pen, x: number, y: number, height: number, { colour, facing = 1 }: Person): void {
  const body: Point[] = [
    [-0.02, -0.84],
    [-0.09, -0.8],
    [-0.12, -0.6],
    [-0.1, -0.5],
    [-0.085, -0.52],
    [-0.085, -0.66],
    [-0.055, -0.56],
    [-0.16, -0.24],
    [-0.05, -0.225],
    [-0.055, -0.02],
    [-0.07, 0],
    [-0.02, 0],
    [-0.025, -0.22],
    [0.02, -0.22],
    [0.025, 0],
    [0.075, 0],
    [0.05, -0.02],
    [0.05, -0.225],
    [0.16, -0.24],
    [0.055, -0.56],
    [0.085, -0.68],
    [0.15, -0.56],
    [0.165, -0.58],
    [0.09, -0.8],
    [0.02, -0.84],
  ];
  pen.polygon(stand(body, x, y, height, facing), colour);
  pen.oval(x, y - 0.895 * height, 0.045 * height, 0.058 * height, colour);
  pen.disc(x - 0.045 * height * facing, y - 0.93 * height, 0.033 * height, colour);
}

/** Someone walking, seen from the side. */
export function walker(
  pen: Pen,
  x: number,
  y: number,
  height: number,
  { colour, hat = 'none', facing = 1 }: Person,
): void {
  const body: Point[] = [
    [0.02, -0.85],
    [-0.06, -0.82],
    [-0.08, -0.6],
    [-0.14, -0.46],
    [-0.11, -0.43],
    [-0.05, -0.55],
    [-0.06, -0.4],
    [-0.1, -0.22],
    [-0.2, -0.04],
    [-0.19, 0.0],
    [-0.1, 0.005],
    [-0.12, -0.04],
    [-0.02, -0.2],
    [0.02, -0.3],
    [0.08, -0.18],
    [0.13, 0.0],
    [0.22, 0],
    [0.21, -0.025],
    [0.17, -0.04],
    [0.14, -0.2],
    [0.08, -0.42],
    [0.08, -0.58],
    [0.15, -0.45],
    [0.18, -0.47],
    [0.12, -0.64],
    [0.08, -0.82],
  ];
  pen.polygon(stand(body, x, y, height, facing), colour);
  pen.oval(x + 0.03 * height * facing, y - 0.905 * height, 0.05 * height, 0.06 * height, colour);
  if (hat !== 'none') hatOn(pen, x + 0.03 * height * facing, y, height, hat, colour);
}

/** Someone falling, arms and legs spread; (x, y) is the middle. */
export function tumbler(pen: Pen, x: number, y: number, height: number, colour: string, turn: number): void {
  pen.at(
    x,
    y,
    () => {
      pen.taper(
        [
          [0, -0.2],
          [0.02, 0.12],
        ],
        0.2,
        0.16,
        colour,
      );
      pen.disc(0, -0.34, 0.085, colour);
      pen.taper(
        [
          [-0.06, -0.2],
          [-0.24, -0.32],
          [-0.36, -0.22],
        ],
        0.08,
        0.045,
        colour,
      );
      pen.taper(
        [
          [0.06, -0.2],
          [0.26, -0.14],
          [0.36, -0.3],
        ],
        0.08,
        0.045,
        colour,
      );
      pen.taper(
        [
          [-0.03, 0.1],
          [-0.2, 0.26],
          [-0.16, 0.5],
        ],
        0.11,
        0.06,
        colour,
      );
      pen.taper(
        [
          [0.05, 0.1],
          [0.24, 0.22],
          [0.4, 0.4],
        ],
        0.11,
        0.06,
        colour,
      );
      pen.oval(-0.12, 0.51, 0.075, 0.03, colour);
      pen.oval(0.44, 0.42, 0.075, 0.03, colour, 0.9);
    },
    turn,
    height,
  );
}
