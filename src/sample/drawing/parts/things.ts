/** Things that stand or fly around: trees, birds, hearts, eyes, clouds. */
import type { Pen, Point } from '../pen/pen';

/** A leafless tree with its foot at (x, y). */
export function bareTree(pen: Pen, x: number, y: number, height: number, colour: string): void {
  const grow = (
    fromX: number,
    fromY: number,
    angle: number,
    length: number,
    thickness: number,
    depth: number,
  ): void => {
    const bend = angle + pen.between(-0.25, 0.25);
    const midX = fromX + Math.cos(bend) * length * 0.5;
    const midY = fromY + Math.sin(bend) * length * 0.5;
    const toX = midX + Math.cos(angle) * length * 0.5;
    const toY = midY + Math.sin(angle) * length * 0.5;
    pen.taper(
      [
        [fromX, fromY],
        [midX, midY],
        [toX, toY],
      ],
      thickness,
      thickness * 0.55,
      colour,
    );
    if (depth === 0) return;
    const branches = 2 + pen.random.below(2);
    for (let i = 0; i < branches; i++)
      grow(
        toX,
        toY,
        angle + pen.between(-0.85, 0.85),
        length * pen.between(0.5, 0.78),
        thickness * 0.55,
        depth - 1,
      );
    if (pen.chance(0.6))
      grow(
        midX,
        midY,
        angle + pen.pick([-1, 1]) * pen.between(0.6, 1.1),
        length * 0.5,
        thickness * 0.4,
        depth - 1,
      );
  };
  grow(x, y, -Math.PI / 2 + pen.between(-0.12, 0.12), height * 0.4, height * 0.075, 3);
}

/** Distant birds. */
export function birds(pen: Pen, x: number, y: number, count: number, spread: number, colour: string): void {
  for (let i = 0; i < count; i++) {
    const [cx, cy] = [x + pen.between(-spread, spread), y + pen.between(-spread, spread) * 0.5];
    const span = pen.between(3, 8);
    const lift = pen.between(0.25, 0.6) * span;
    pen.shape(colour, (context) => {
      context.moveTo(cx - span, cy - lift);
      context.quadraticCurveTo(cx - span * 0.4, cy - lift * 0.7, cx, cy);
      context.quadraticCurveTo(cx + span * 0.4, cy - lift * 0.7, cx + span, cy - lift);
      context.quadraticCurveTo(cx + span * 0.4, cy - lift * 0.1, cx, cy + span * 0.28);
      context.quadraticCurveTo(cx - span * 0.4, cy - lift * 0.1, cx - span, cy - lift);
    });
  }
}

/** A heart about as wide as `size`, centred at (x, y). */
export function heart(pen: Pen, x: number, y: number, size: number, colour: string, turn = 0): void {
  pen.at(x, y, () => pen.shape(colour, (context) => traceHeart(context)), turn, size);
}

/** The path of a heart of width 1 around the origin. */
export function traceHeart(context: OffscreenCanvasRenderingContext2D): void {
  context.moveTo(0, 0.48);
  context.bezierCurveTo(-0.2, 0.25, -0.52, 0.06, -0.5, -0.2);
  context.bezierCurveTo(-0.49, -0.44, -0.16, -0.54, 0, -0.22);
  context.bezierCurveTo(0.16, -0.54, 0.49, -0.44, 0.5, -0.2);
  context.bezierCurveTo(0.52, 0.06, 0.2, 0.25, 0, 0.48);
}

/** A star with `points` points. */
export function star(
  pen: Pen,
  x: number,
  y: number,
  radius: number,
  points: number,
  inner: number,
  colour: string,
): void {
  const outline: Point[] = [];
  for (let i = 0; i < points * 2; i++) {
    const length = i % 2 === 0 ? radius : radius * inner;
    const angle = (i * Math.PI) / points - Math.PI / 2;
    outline.push([x + Math.cos(angle) * length, y + Math.sin(angle) * length]);
  }
  pen.polygon(outline, colour);
}

export interface EyeColours {
  white: string;
  iris: string;
  pupil: string;
  line: string;
}

/** An eye of the given width, wide open or half closed (`open` 0 to 1). */
export function eye(pen: Pen, x: number, y: number, width: number, open: number, colours: EyeColours): void {
  const half = width / 2;
  const lid = half * 0.75 * open;
  const trace = (context: OffscreenCanvasRenderingContext2D): void => {
    context.moveTo(x - half, y);
    context.quadraticCurveTo(x, y - lid * 2, x + half, y);
    context.quadraticCurveTo(x, y + lid * 1.7, x - half, y);
  };
  pen.shape(colours.white, trace);
  pen.within(trace, () => {
    const radius = half * 0.46;
    pen.disc(x, y, radius, colours.iris);
    for (let i = 0; i < 18; i++) {
      const angle = (i * Math.PI) / 9;
      pen.line(
        [
          [x + Math.cos(angle) * radius * 0.5, y + Math.sin(angle) * radius * 0.5],
          [x + Math.cos(angle) * radius, y + Math.sin(angle) * radius],
        ],
        width * 0.008,
        colours.line,
      );
    }
    pen.disc(x, y, radius * 0.5, colours.pupil);
    pen.disc(x + radius * 0.3, y - radius * 0.35, radius * 0.16, colours.white);
  });
  const { context } = pen;
  context.strokeStyle = colours.line;
  context.lineWidth = Math.max(1, width * 0.03);
  context.beginPath();
  trace(context);
  context.stroke();
}

/** A flat cloud. */
export function cloud(pen: Pen, x: number, y: number, width: number, colour: string): void {
  const lumps = 3 + pen.random.below(3);
  pen.rect(x, y - width * 0.06, width, width * 0.06, colour);
  for (let i = 0; i < lumps; i++) {
    const at = x + (width * (i + 0.5)) / lumps;
    pen.slice(at, y, width * pen.between(0.1, 0.2), Math.PI, Math.PI * 2, colour);
  }
}
