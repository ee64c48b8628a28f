/** Small details that a poster borrows from another genre: a bat over a love story, a planet over the prairie. */
import type { SampleGenre } from '../specs';
import { star, heart } from './parts/things';
import type { Box, Pen, Point } from './pen/pen';
import { mostReadable, readBox, restlessness } from './pen/readable';

type Motif = (pen: Pen, x: number, y: number, size: number, colour: string) => void;

const drawBat: Motif = (pen, x, y, size, colour) => {
  const half: Point[] = [
    [0, -0.1],
    [0.1, -0.22],
    [0.14, -0.1],
    [0.34, -0.24],
    [0.7, -0.16],
    [0.58, 0.02],
    [0.44, 0.0],
    [0.36, 0.16],
    [0.22, 0.06],
    [0.1, 0.24],
    [0, 0.12],
  ];
  for (const side of [-1, 1])
    pen.polygon(
      half.map(([px, py]) => [x + px * size * side, y + py * size]),
      colour,
    );
};

const drawBadge: Motif = (pen, x, y, size, colour) => {
  star(pen, x, y, size * 0.55, 5, 0.45, colour);
  for (let i = 0; i < 5; i++) {
    const angle = (i * Math.PI * 2) / 5 - Math.PI / 2;
    pen.disc(x + Math.cos(angle) * size * 0.55, y + Math.sin(angle) * size * 0.55, size * 0.08, colour);
  }
};

const drawSaturn: Motif = (pen, x, y, size, colour) => {
  pen.disc(x, y, size * 0.32, colour);
  const { context } = pen;
  context.strokeStyle = colour;
  context.lineWidth = size * 0.07;
  context.beginPath();
  context.ellipse(x, y, size * 0.62, size * 0.17, -0.4, 0, Math.PI * 2);
  context.stroke();
};

const drawMoustache: Motif = (pen, x, y, size, colour) => {
  for (const side of [-1, 1])
    pen.shape(colour, (context) => {
      context.moveTo(x, y - size * 0.1);
      context.quadraticCurveTo(x + side * size * 0.3, y - size * 0.22, x + side * size * 0.7, y - size * 0.2);
      context.quadraticCurveTo(x + side * size * 0.4, y + size * 0.24, x, y + size * 0.08);
    });
};

const drawRevolver: Motif = (pen, x, y, size, colour) => {
  const outline: Point[] = [
    [-0.7, -0.2],
    [0.5, -0.2],
    [0.6, -0.3],
    [0.66, -0.16],
    [0.6, -0.04],
    [0.72, 0.36],
    [0.46, 0.42],
    [0.36, 0.06],
    [0.14, 0.12],
    [0.02, 0.0],
    [-0.7, -0.06],
  ];
  pen.polygon(
    outline.map(([px, py]) => [x + px * size, y + py * size]),
    colour,
  );
};

const MOTIFS: Record<SampleGenre, Motif> = {
  Horror: drawBat,
  Romance: (pen, x, y, size, colour) => heart(pen, x, y, size, colour, pen.between(-0.3, 0.3)),
  Western: drawBadge,
  'Science Fiction': drawSaturn,
  Comedy: drawMoustache,
  Crime: drawRevolver,
};

/** Draws a genre's motif where the stage is calmest. */
export function drawMotif(pen: Pen, genre: SampleGenre, stage: Box): void {
  const size = pen.between(22, 34);
  const spots = Array.from({ length: 10 }, () => {
    const x = stage.x + stage.width * (pen.chance(0.5) ? pen.between(0.14, 0.3) : pen.between(0.7, 0.86));
    const y = stage.y + stage.height * pen.between(0.12, 0.6);
    const behind = readBox(pen.context, {
      x: x - size * 0.7,
      y: y - size * 0.5,
      width: size * 1.4,
      height: size,
    });
    return { x, y, behind, unrest: restlessness(behind) };
  });
  const { x, y, behind } = spots.reduce((best, spot) => (spot.unrest < best.unrest ? spot : best));
  const { accent, paper, ink } = pen.scheme;
  const { colour } = mostReadable(behind, [accent, paper, ink], 2);
  MOTIFS[genre](pen, x, y, size, colour);
}
