/**
 * The scissors and inks that posters are made with: flat shapes in one colour each. A pen can be clean (like printed
 * vectors) or cut (like paper cut by hand: straight facets, corners slightly off).
 */
import { contrast, type Scheme } from '../../specs';
import type { Random } from '../../../core/random';

/** x to the right, y downwards, in the poster's pixels. */
export type Point = readonly [number, number];

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export class Pen {
  /**
   * @param width of the sheet, in pixels.
   * @param cut How far corners are displaced, in pixels; 0 for clean shapes.
   */
  constructor(
    readonly context: OffscreenCanvasRenderingContext2D,
    readonly width: number,
    readonly height: number,
    readonly scheme: Scheme,
    readonly random: Random,
    readonly cut: number,
  ) {}

  /** A random number between the two. */
  between(low: number, high: number): number {
    return this.random.between(low, high);
  }

  chance(share: number): boolean {
    return this.random.uniform() < share;
  }

  pick<T>(items: readonly T[]): T {
    return this.random.pick(items);
  }

  /** The first of the colours that contrasts enough with the ground, or the one with the most contrast. */
  on(ground: string, ...colours: readonly [string, ...string[]]): string {
    const seen = colours.find((colour) => contrast(ground, colour) >= 1.9);
    return (
      seen ??
      colours.reduce((best, colour) => (contrast(ground, colour) > contrast(ground, best) ? colour : best))
    );
  }

  /** Fills the whole sheet with one colour. */
  flood(colour: string): void {
    this.context.fillStyle = colour;
    this.context.fillRect(0, 0, this.width, this.height);
  }

  /** A figure with straight edges; a cut pen displaces its corners. */
  polygon(points: readonly Point[], colour: string): void {
    const { context } = this;
    context.fillStyle = colour;
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x + this.miss(), y + this.miss());
    context.fill();
  }

  rect(x: number, y: number, width: number, height: number, colour: string): void {
    this.polygon(
      [
        [x, y],
        [x + width, y],
        [x + width, y + height],
        [x, y + height],
      ],
      colour,
    );
  }

  disc(x: number, y: number, radius: number, colour: string): void {
    this.oval(x, y, radius, radius, colour);
  }

  /** An ellipse; a polygon if the pen is cut. */
  oval(x: number, y: number, rx: number, ry: number, colour: string, turn = 0): void {
    const { context } = this;
    context.fillStyle = colour;
    context.beginPath();
    if (this.cut === 0 || Math.max(rx, ry) < 5) {
      context.ellipse(x, y, rx, ry, turn, 0, Math.PI * 2);
    } else {
      const sides = Math.round(14 + Math.max(rx, ry) / 5);
      for (let i = 0; i < sides; i++) {
        const angle = ((i + this.between(-0.2, 0.2)) / sides) * Math.PI * 2;
        const [u, v] = [Math.cos(angle) * rx, Math.sin(angle) * ry];
        context.lineTo(
          x + u * Math.cos(turn) - v * Math.sin(turn) + this.miss() / 2,
          y + u * Math.sin(turn) + v * Math.cos(turn) + this.miss() / 2,
        );
      }
    }
    context.fill();
  }

  ring(x: number, y: number, radius: number, thickness: number, colour: string): void {
    this.arc(x, y, radius, 0, Math.PI * 2, thickness, colour);
  }

  /** Part of a ring; angles in radians, clockwise from three o'clock. */
  arc(
    x: number,
    y: number,
    radius: number,
    from: number,
    to: number,
    thickness: number,
    colour: string,
  ): void {
    const { context } = this;
    context.strokeStyle = colour;
    context.lineWidth = thickness;
    context.lineCap = 'butt';
    context.beginPath();
    context.arc(x, y, radius, from, to);
    context.stroke();
  }

  /** Part of a disc, like a slice of cake. */
  slice(x: number, y: number, radius: number, from: number, to: number, colour: string): void {
    const { context } = this;
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(x, y);
    context.arc(x, y, radius, from, to);
    context.fill();
  }

  line(points: readonly Point[], thickness: number, colour: string, cap: CanvasLineCap = 'round'): void {
    const { context } = this;
    context.strokeStyle = colour;
    context.lineWidth = thickness;
    context.lineCap = cap;
    context.lineJoin = cap === 'round' ? 'round' : 'miter';
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.stroke();
  }

  /** A limb along a polyline: thick at its beginning, thin at its end. */
  taper(points: readonly Point[], from: number, to: number, colour: string): void {
    const left: Point[] = [];
    const right: Point[] = [];
    points.forEach(([x, y], i) => {
      const [ax, ay] = points[Math.max(0, i - 1)];
      const [bx, by] = points[Math.min(points.length - 1, i + 1)];
      const length = Math.hypot(bx - ax, by - ay) || 1;
      const half = (from + ((to - from) * i) / (points.length - 1)) / 2;
      const [nx, ny] = [(-(by - ay) / length) * half, ((bx - ax) / length) * half];
      left.push([x + nx, y + ny]);
      right.unshift([x - nx, y - ny]);
    });
    const { context } = this;
    context.fillStyle = colour;
    context.beginPath();
    for (const [x, y] of [...left, ...right]) context.lineTo(x, y);
    context.fill();
  }

  /** A closed figure through the points: rounded (Catmull–Rom), or faceted if the pen is cut. */
  blob(points: readonly Point[], colour: string): void {
    if (this.cut > 0) {
      this.polygon(points, colour);
      return;
    }
    this.shape(colour, (context) => smooth(context, points));
  }

  /** Fills any path. */
  shape(colour: string, trace: (context: OffscreenCanvasRenderingContext2D) => void): void {
    this.context.fillStyle = colour;
    this.context.beginPath();
    trace(this.context);
    this.context.fill();
  }

  /** Clips drawing to a path. */
  within(trace: (context: OffscreenCanvasRenderingContext2D) => void, draw: () => void): void {
    const { context } = this;
    context.save();
    context.beginPath();
    trace(context);
    context.clip();
    draw();
    context.restore();
  }

  /** Draws in a transformed frame: moved, rotated (radians), scaled. */
  at(x: number, y: number, draw: () => void, turn = 0, scaleX = 1, scaleY = scaleX): void {
    const { context } = this;
    context.save();
    context.translate(x, y);
    context.rotate(turn);
    context.scale(scaleX, scaleY);
    draw();
    context.restore();
  }

  /** A vertical gradient between two colours over part of the sheet. */
  fade(y: number, height: number, from: string, to: string): void {
    const gradient = this.context.createLinearGradient(0, y, 0, y + height);
    gradient.addColorStop(0, from);
    gradient.addColorStop(1, to);
    this.context.fillStyle = gradient;
    this.context.fillRect(0, y, this.width, height + 1);
  }

  private miss(): number {
    return this.cut === 0 ? 0 : this.random.between(-this.cut, this.cut);
  }
}

/** Traces a closed Catmull–Rom curve (uniform, tension 0.5) as Bézier pieces. */
function smooth(context: OffscreenCanvasRenderingContext2D, points: readonly Point[]): void {
  const count = points.length;
  const at = (i: number) => points[(i + count) % count];
  context.moveTo(...at(0));
  for (let i = 0; i < count; i++) {
    const [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    context.bezierCurveTo(
      bx + (cx - ax) / 6,
      by + (cy - ay) / 6,
      cx - (dx - bx) / 6,
      cy - (dy - by) / 6,
      cx,
      cy,
    );
  }
}
