/**
 * Heads in profile.
 */
import type { Pen, Point } from '../pen/pen';
import { stand } from './people';

/** A head in profile looking right (or left), about one unit high from crown to chin; (x, y) is the crown's corner. */
export function profile(
  pen: Pen,
  x: number,
  y: number,
  height: number,
  colour: string,
  facing: 1 | -1,
  hair: 'short' | 'bun' | 'long',
): void {
  const head: Point[] = [
    [0.3, 0],
    [0.5, 0.03],
    [0.65, 0.13],
    [0.69, 0.27],
    [0.675, 0.35],
    [0.72, 0.42],
    [0.8, 0.525],
    [0.79, 0.56],
    [0.705, 0.575],
    [0.715, 0.6],
    [0.755, 0.64],
    [0.71, 0.672],
    [0.745, 0.71],
    [0.705, 0.755],
    [0.73, 0.83],
    [0.69, 0.89],
    [0.58, 0.91],
    [0.47, 0.88],
    [0.45, 1.02],
    [0.55, 1.2],
    [0.9, 1.34],
    [1.05, 4],
    [-0.6, 4],
    [-0.45, 1.34],
    [0.02, 1.18],
    [0.06, 0.95],
    [0.0, 0.75],
    [-0.07, 0.5],
    [-0.05, 0.25],
    [0.1, 0.06],
  ];
  pen.blob(stand(head, x, y, height, facing), colour);
  if (hair === 'short')
    pen.blob(
      stand(
        [
          [0.2, -0.05],
          [0.5, -0.1],
          [0.74, -0.04],
          [0.7, 0.08],
          [0.62, 0.16],
          [0.3, 0.14],
          [0.06, 0.46],
          [-0.08, 0.66],
          [-0.13, 0.4],
          [-0.06, 0.12],
        ],
        x,
        y,
        height,
        facing,
      ),
      colour,
    );
  if (hair === 'bun') pen.disc(x - 0.12 * height * facing, y + 0.2 * height, 0.2 * height, colour);
  if (hair === 'long')
    pen.blob(
      stand(
        [
          [0.5, 0.0],
          [0.2, -0.06],
          [-0.12, 0.06],
          [-0.24, 0.4],
          [-0.26, 0.8],
          [-0.4, 1.2],
          [0.0, 1.3],
          [0.2, 0.9],
          [0.3, 0.4],
        ],
        x,
        y,
        height,
        facing,
      ),
      colour,
    );
}
