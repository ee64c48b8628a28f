/** Measures one line in the drawn alphabet, or draws it on the canvas in a face. */
import type { Random } from '../../../core/random';
import { glyphOf, type Bone, type Glyph, type Joint } from './alphabet';
import type { Face } from './faces';

type Context = OffscreenCanvasRenderingContext2D;

/** Cap height in grid units. */
const GRID_HEIGHT = 6;
/** A letter of this many grid units is `face.set` wide. */
const GRID_WIDTH = 4;

function penWidth(face: Face): number {
  return face.weight * face.contrast;
}

function wordSpace(face: Face): number {
  return face.set * 0.62 + face.spacing;
}

/** Width of a letter's ink for cap height 1. */
function inkWidth(glyph: Glyph, face: Face): number {
  return (glyph.width / GRID_WIDTH) * face.set + penWidth(face);
}

/** How open a letter's sides are, as a share of its width: space that its neighbours may use. */
const OPEN_LEFT: Record<string, number> = {
  A: 0.3,
  J: 0.25,
  T: 0.28,
  V: 0.3,
  W: 0.15,
  Y: 0.34,
  ',': 0.3,
  '.': 0.3,
};
const OPEN_RIGHT: Record<string, number> = {
  A: 0.3,
  F: 0.32,
  K: 0.1,
  L: 0.4,
  P: 0.25,
  R: 0.06,
  T: 0.28,
  V: 0.3,
  W: 0.15,
  Y: 0.34,
  ',': 0.1,
};

/** Kerning of a pair of letters, for cap height 1. */
function kern(left: string, right: string | undefined, face: Face): number {
  const opened = OPEN_RIGHT[left.toUpperCase()] ?? 0;
  const opening = OPEN_LEFT[right?.toUpperCase() ?? ''] ?? 0;
  if (right === undefined || right === ' ') return 0;
  // the feet of both letters are where the next letter's foot is
  if (left.toUpperCase() === right.toUpperCase()) return 0;
  return face.set * (0.55 * Math.min(opened, opening) + 0.16 * Math.max(opened, opening));
}

/** Distance from one letter's left edge to the next one's, for cap height 1. */
function advance(character: string, next: string | undefined, face: Face): number {
  const glyph = glyphOf(character);
  return glyph ? inkWidth(glyph, face) + face.spacing - kern(character, next, face) : wordSpace(face);
}

/** Width of a line of text for cap height 1. */
export function measure(text: string, face: Face): number {
  const characters = Array.from(text);
  const width = characters.reduce(
    (sum, character, i) => sum + advance(character, characters[i + 1], face),
    0,
  );
  return Math.max(0, width - face.spacing);
}

/** Maps the grid to pixels; the pen's thickness stays within cap height and width. */
interface Placement {
  x: number;
  y: number;
  scaleX: number;
  scaleY: number;
}

function place(joint: Joint, { x, y, scaleX, scaleY }: Placement): Joint {
  return { x: x + joint.x * scaleX, y: y + joint.y * scaleY, soft: joint.soft };
}

function towards(from: Joint, to: Joint, distance: number): [number, number] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const share = Math.min(0.5, distance / length);
  return [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share];
}

function traceBone(context: Context, bone: Bone, face: Face, letterWidth: number): void {
  const { joints, closed } = bone;
  const reach = face.corner.share * letterWidth;
  joints.forEach((joint, i) => {
    if (i === 0) context.moveTo(joint.x, joint.y);
    else if (!joint.soft) context.lineTo(joint.x, joint.y);
    else {
      const before = joints[i - 1];
      const after = joints[(i + 1) % joints.length];
      const [outX, outY] = towards(joint, after, reach);
      const [inX, inY] = towards(
        joint,
        before,
        Math.min(reach, Math.hypot(after.x - joint.x, after.y - joint.y)),
      );
      context.lineTo(inX, inY);
      if (face.corner.kind === 'chamfer') context.lineTo(outX, outY);
      // a quarter of an ellipse: 0.5523 is the usual constant (Goldapp 1991 gives 0.5519)
      else
        context.bezierCurveTo(
          inX + (joint.x - inX) * 0.5523,
          inY + (joint.y - inY) * 0.5523,
          outX + (joint.x - outX) * 0.5523,
          outY + (joint.y - outY) * 0.5523,
          outX,
          outY,
        );
    }
  });
  if (closed) context.closePath();
}

/** Slabs at the ends of vertical strokes on cap line and base line. */
function drawSerifs(context: Context, bone: Bone, thickness: number, top: number, bottom: number): void {
  const { joints, closed } = bone;
  const half = thickness * 0.92;
  joints.forEach((joint, i) => {
    const before = joints.at(closed ? i - 1 : Math.max(0, i - 1));
    const after = joints[closed ? (i + 1) % joints.length : Math.min(joints.length - 1, i + 1)];
    const stands = [before, after].some(
      (other) => other && Math.abs(other.y - joint.y) > Math.abs(other.x - joint.x) * 0.8,
    );
    if (joint.soft || !stands || (joint.y > top + 0.5 && joint.y < bottom - 0.5)) return;
    const y = joint.y < (top + bottom) / 2 ? top - thickness * 0.28 : bottom - thickness * 0.28;
    context.fillRect(joint.x - half, y, half * 2, thickness * 0.56);
  });
}

function drawDot(context: Context, { x, y }: Joint, width: number, height: number, face: Face): void {
  context.beginPath();
  if (face.cap === 'round') context.ellipse(x, y, width * 0.55, height * 0.55, 0, 0, Math.PI * 2);
  else context.rect(x - width * 0.55, y - height * 0.6, width * 1.1, height * 1.1);
  context.fill();
}

/** Draws each stroke as a strip cut out by hand. */
function drawCut(context: Context, bone: Bone, thickness: number, random: Random): void {
  const joints = bone.closed ? [...bone.joints, bone.joints[0]] : bone.joints;
  const corner = (joint: Joint, other: Joint): [number, number] =>
    joint.soft ? towards(joint, other, thickness * 0.7) : [joint.x, joint.y];
  const strips: [number, number, number, number][] = [];
  for (let i = 1; i < joints.length; i++) {
    const start = corner(joints[i - 1], joints[i]);
    const end = corner(joints[i], joints[i - 1]);
    strips.push([...start, ...end]);
    if (joints[i].soft && joints[i + 1]) strips.push([...end, ...corner(joints[i], joints[i + 1])]);
  }
  for (const [ax, ay, bx, by] of strips) {
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
    const off = () => (thickness / 2) * random.between(0.78, 1.12);
    const beyond = thickness * 0.32;
    context.beginPath();
    context.lineTo(ax - ux * beyond - uy * off(), ay - uy * beyond + ux * off());
    context.lineTo(bx + ux * beyond - uy * off(), by + uy * beyond + ux * off());
    context.lineTo(bx + ux * beyond + uy * off(), by + uy * beyond - ux * off());
    context.lineTo(ax - ux * beyond + uy * off(), ay - uy * beyond - ux * off());
    context.fill();
  }
}

export interface TextStyle {
  face: Face;
  colour: string;
  /** Colour of the centre line of an inline face. */
  inlineColour: string;
  random: Random;
}

function drawGlyph(
  context: Context,
  glyph: Glyph,
  x: number,
  y: number,
  height: number,
  style: TextStyle,
): void {
  const { face, random } = style;
  const thickness = face.weight * height;
  const stem = thickness * face.contrast;
  const letterWidth = (glyph.width / GRID_WIDTH) * face.set * height;
  const placement: Placement = {
    x: x + stem / 2,
    y: y + thickness / 2,
    scaleX: (face.set * height) / GRID_WIDTH,
    scaleY: (height - thickness) / GRID_HEIGHT,
  };
  const bones = glyph.bones.map((bone) => ({
    ...bone,
    joints: bone.joints.map((joint) => place(joint, placement)),
  }));
  context.fillStyle = style.colour;
  for (const [dot] of bones.filter(({ joints }) => joints.length === 1).map(({ joints }) => joints))
    drawDot(context, dot, stem, thickness, face);
  if (face.extra === 'cut') {
    for (const bone of bones) drawCut(context, bone, thickness, random);
    return;
  }
  const trace = () => {
    context.beginPath();
    for (const bone of bones) if (bone.joints.length > 1) traceBone(context, bone, face, letterWidth);
  };
  context.save();
  context.lineCap = face.cap;
  context.lineJoin = face.join;
  context.miterLimit = 2.2;
  if (face.extra === 'gap') {
    const gap = thickness * 0.32;
    const middle = x + stem / 2 + letterWidth / 2;
    context.beginPath();
    context.rect(x - height, y - height, middle - gap / 2 - x + height, height * 3);
    context.rect(middle + gap / 2, y - height, height * 2, height * 3);
    if (letterWidth > stem) context.clip();
  }
  trace();
  // an elliptic pen: the path already exists, so this scales only the pen
  context.scale(face.contrast, 1);
  context.lineWidth = thickness;
  context.strokeStyle = style.colour;
  context.stroke();
  if (face.extra === 'inline') {
    context.lineWidth = thickness * 0.24;
    context.strokeStyle = style.inlineColour;
    context.stroke();
  }
  context.restore();
  if (face.extra === 'serifs') {
    context.fillStyle = style.colour;
    const [top, bottom] = [placement.y, placement.y + GRID_HEIGHT * placement.scaleY];
    for (const bone of bones) if (bone.joints.length > 1) drawSerifs(context, bone, stem, top, bottom);
  }
}

/** Draws a line of text. x, y: top left; height: of the capitals; all in pixels. */
export function drawText(
  context: Context,
  text: string,
  x: number,
  y: number,
  height: number,
  style: TextStyle,
): void {
  const { face, random } = style;
  const characters = Array.from(text);
  let at = x;
  characters.forEach((character, i) => {
    const glyph = glyphOf(character);
    if (glyph && face.extra === 'cut') {
      const half = (inkWidth(glyph, face) * height) / 2;
      context.save();
      context.translate(at + half, y + height / 2 + random.between(-0.03, 0.03) * height);
      context.rotate(random.between(-0.05, 0.05));
      drawGlyph(context, glyph, -half, -height / 2, height, style);
      context.restore();
    } else if (glyph) drawGlyph(context, glyph, at, y, height, style);
    at += advance(character, characters[i + 1], face) * height;
  });
}
