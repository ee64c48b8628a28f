/** Backgrounds: hills, mesas, mountains, skylines, stars, rays, rings. */
import type { Box, Pen, Point } from '../pen/pen';

/** A line of hills from edge to edge, filled to the bottom of the sheet. More `steps` make it rougher. */
export function hills(pen: Pen, y: number, height: number, colour: string, steps = 7): void {
  const points: Point[] = [[-4, pen.height + 4]];
  for (let i = 0; i <= steps; i++)
    points.push([
      (pen.width * i) / steps + pen.between(-6, 6) * (i % steps === 0 ? 0 : 1),
      y - pen.between(0, height),
    ]);
  const first = points[1];
  points[1] = [-4, first[1]];
  points[points.length - 1] = [pen.width + 4, points[points.length - 1][1]];
  points.push([pen.width + 4, pen.height + 4]);
  pen.polygon(points, colour);
}

/** A soft slope from edge to edge with its top at `peak` (0 to 1 of the width), filled to the bottom. */
export function mound(pen: Pen, y: number, rise: number, peak: number, colour: string): void {
  const { width, height } = pen;
  pen.shape(colour, (context) => {
    context.moveTo(-2, height + 2);
    context.lineTo(-2, y);
    context.bezierCurveTo(width * peak * 0.5, y, width * peak * 0.6, y - rise, width * peak, y - rise);
    context.bezierCurveTo(width * (peak + 0.25), y - rise, width * (peak + 0.3), y, width + 2, y);
    context.lineTo(width + 2, height + 2);
  });
}

/** Table mountains. */
export function mesas(pen: Pen, y: number, height: number, colour: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const x = (pen.width * (i + pen.between(0.1, 0.9))) / count;
    const half = pen.between(14, 38);
    const top = y - height * pen.between(0.45, 1);
    const shoulder = top + (y - top) * pen.between(0.4, 0.6);
    pen.polygon(
      [
        [x - half * 1.7, y + 2],
        [x - half * 1.15, shoulder],
        [x - half, shoulder],
        [x - half * 0.92, top],
        [x + half * 0.85, top + pen.between(-3, 3)],
        [x + half, shoulder],
        [x + half * 1.2, shoulder],
        [x + half * 1.8, y + 2],
      ],
      colour,
    );
  }
  pen.rect(-4, y, pen.width + 8, pen.height - y + 4, colour);
}

/** Pointed mountains with one lit side. */
export function peaks(pen: Pen, y: number, height: number, dark: string, light: string, count: number): void {
  for (let i = 0; i < count; i++) {
    const x = (pen.width * (i + pen.between(0.2, 0.8))) / count;
    const top = y - height * pen.between(0.55, 1);
    const half = (y - top) * pen.between(0.6, 0.9);
    pen.polygon(
      [
        [x - half, y + 1],
        [x, top],
        [x + half, y + 1],
      ],
      dark,
    );
    pen.polygon(
      [
        [x, top],
        [x + half, y + 1],
        [x + half * 0.1, y + 1],
        [x + half * 0.2, top + (y - top) * 0.5],
      ],
      light,
    );
  }
  pen.rect(-4, y, pen.width + 8, pen.height - y + 4, dark);
}

/** Houses of a city with some windows lit, standing on `y`. */
export function skyline(pen: Pen, y: number, height: number, colour: string, lit: string | null): void {
  let x = -6;
  while (x < pen.width + 4) {
    const width = pen.between(14, 34);
    const top = y - height * pen.between(0.3, 1);
    pen.rect(x, top, width + 1, y - top + 2, colour);
    const crown = pen.random.below(5);
    if (crown === 0)
      pen.polygon(
        [
          [x, top + 1],
          [x + width / 2, top - width * 0.6],
          [x + width, top + 1],
        ],
        colour,
      );
    if (crown === 1) pen.rect(x + width * 0.4, top - height * 0.22, 2, height * 0.25, colour);
    if (crown === 2) pen.rect(x + width * 0.2, top - 7, width * 0.6, 9, colour);
    if (lit !== null)
      for (let row = top + 5; row < y - 6; row += 7)
        for (let at = x + 4; at < x + width - 4; at += 6)
          if (pen.chance(0.32)) pen.rect(at, row, 2.6, 3.6, lit);
    x += width;
  }
}

/** Stars: small discs, and occasionally one with four points. */
export function stars(pen: Pen, count: number, colour: string, box: Box): void {
  for (let i = 0; i < count; i++) {
    const [x, y] = [box.x + pen.between(0, box.width), box.y + pen.between(0, box.height)];
    const size = pen.between(0.4, 1.3);
    if (pen.chance(0.12)) {
      const reach = size * 4;
      const thin = size * 0.7;
      pen.shape(colour, (context) => {
        for (let k = 0; k < 8; k++) {
          const length = k % 2 === 0 ? reach : thin;
          context.lineTo(x + Math.cos((k * Math.PI) / 4) * length, y + Math.sin((k * Math.PI) / 4) * length);
        }
      });
    } else pen.disc(x, y, size, colour);
  }
}

/** Wedges from a point to beyond the sheet. */
export function rays(pen: Pen, x: number, y: number, count: number, colour: string): void {
  const turn = pen.between(0, Math.PI);
  for (let i = 0; i < count; i++) {
    const from = turn + (i * 2 * Math.PI) / count;
    pen.slice(x, y, 520, from, from + Math.PI / count, colour);
  }
}

/** Rings around a point, growing outwards. */
export function rings(
  pen: Pen,
  x: number,
  y: number,
  first: number,
  step: number,
  count: number,
  colour: string,
): void {
  for (let i = 0; i < count; i++) pen.ring(x, y, first + i * step, step * 0.45, colour);
}

export type SunStyle = 'plain' | 'striped' | 'haloed' | 'halved';

/** A sun, moon or planet: the disc that posters of every kind share. */
export function orb(pen: Pen, x: number, y: number, radius: number, colour: string, behind: string): void {
  const style = pen.pick<SunStyle>(['plain', 'plain', 'striped', 'haloed', 'halved']);
  if (style === 'haloed') {
    pen.ring(x, y, radius * 1.22, radius * 0.05, colour);
    pen.ring(x, y, radius * 1.42, radius * 0.025, colour);
  }
  pen.disc(x, y, radius, colour);
  if (style === 'striped')
    for (let i = 0; i < 5; i++) {
      const offset = radius * (0.15 + i * 0.18);
      pen.rect(x - radius, y + offset, radius * 2, radius * (0.03 + i * 0.022), behind);
    }
  if (style === 'halved')
    pen.within(
      (context) => context.arc(x, y, radius + 0.5, 0, Math.PI * 2),
      () =>
        pen.at(
          x,
          y,
          () => pen.shape(`${pen.scheme.ink}30`, (context) => context.rect(0, -radius, radius, radius * 2)),
          0.5,
        ),
    );
}
