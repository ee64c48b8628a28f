/**
 * A rider and a horse as one silhouette.
 */
import type { Pen, Point } from '../pen/pen';
import { stand } from './people';

/** A rider on a standing or walking horse, seen from the side. */
export function rider(pen: Pen, x: number, y: number, height: number, colour: string, facing: 1 | -1): void {
  const horse: Point[] = [
    [-0.36, -0.5],
    [-0.3, -0.545],
    [-0.12, -0.52],
    [0.08, -0.53],
    [0.2, -0.6],
    [0.29, -0.76],
    [0.3, -0.82],
    [0.33, -0.78],
    [0.39, -0.73],
    [0.47, -0.6],
    [0.45, -0.56],
    [0.4, -0.58],
    [0.34, -0.6],
    [0.31, -0.5],
    [0.26, -0.36],
    [0.27, -0.3],
    [0.33, -0.2],
    [0.3, -0.02],
    [0.34, 0],
    [0.26, 0],
    [0.25, -0.19],
    [0.2, -0.28],
    [0.17, -0.15],
    [0.2, 0],
    [0.13, 0],
    [0.1, -0.16],
    [0.12, -0.3],
    [-0.1, -0.27],
    [-0.2, -0.29],
    [-0.2, -0.17],
    [-0.15, -0.01],
    [-0.12, 0],
    [-0.2, 0],
    [-0.26, -0.16],
    [-0.27, -0.26],
    [-0.33, -0.17],
    [-0.31, -0.01],
    [-0.28, 0],
    [-0.36, 0],
    [-0.39, -0.17],
    [-0.35, -0.33],
    [-0.37, -0.42],
    [-0.43, -0.2],
    [-0.47, -0.16],
    [-0.44, -0.4],
  ];
  pen.polygon(stand(horse, x, y, height, facing), colour);
  const upper: Point[] = [
    [-0.1, -0.5],
    [-0.13, -0.7],
    [-0.09, -0.83],
    [0.0, -0.85],
    [0.05, -0.78],
    [0.08, -0.68],
    [0.2, -0.62],
    [0.2, -0.58],
    [0.06, -0.6],
    [0.03, -0.54],
    [0.09, -0.4],
    [0.06, -0.2],
    [0.1, -0.17],
    [0.0, -0.17],
    [0.01, -0.36],
    [-0.06, -0.46],
  ];
  pen.polygon(stand(upper, x, y, height, facing), colour);
  pen.oval(x - 0.025 * height * facing, y - 0.9 * height, 0.043 * height, 0.055 * height, colour);
  pen.oval(x - 0.025 * height * facing, y - 0.94 * height, 0.13 * height, 0.018 * height, colour);
  pen.polygon(
    stand(
      [
        [-0.085, -0.94],
        [-0.07, -1.02],
        [0.015, -1.02],
        [0.035, -0.94],
      ],
      x,
      y,
      height,
      facing,
    ),
    colour,
  );
}
