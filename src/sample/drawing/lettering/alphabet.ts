/**
 * One alphabet for every title. Letters are strokes ("bones") with corners on a small grid; the weight of the pen and
 * its treatment of corners turn the same bones into a heavy poster face, a thin deco face or a rounded one. No font is
 * loaded, so a poster looks the same on every machine.
 */

/** A corner. x from 0 to the letter's width, y from 0 (cap line) to 6 (base line). */
export interface Joint {
  x: number;
  y: number;
  /** May be rounded or chamfered. */
  soft: boolean;
}

export interface Bone {
  joints: Joint[];
  closed: boolean;
}

export interface Glyph {
  width: number;
  bones: Bone[];
}

/**
 * `x,y` is a hard corner, `x,y~` a soft one, `z` closes the bone; `|` separates bones, and a single joint is a dot. The
 * first number is the width.
 */
const DRAWN: Record<string, string> = {
  A: '4: 0,6 2,0 4,6 | .9,4.1 3.1,4.1',
  B: '4: 0,3 0,0 3.7,0~ 3.7,3~ 0,3 | 0,3 4,3~ 4,6~ 0,6 0,3',
  C: '4: 4,1.7 4,0~ 0,0~ 0,6~ 4,6~ 4,4.3',
  D: '4: 0,0 4,0~ 4,6~ 0,6 z',
  E: '3.5: 3.5,0 0,0 0,6 3.5,6 | 0,3 3,3',
  F: '3.4: 3.4,0 0,0 0,6 | 0,3 2.9,3',
  G: '4: 4,1.7 4,0~ 0,0~ 0,6~ 4,6~ 4,3.3 2.2,3.3',
  H: '4: 0,0 0,6 | 4,0 4,6 | 0,3 4,3',
  I: '0: 0,0 0,6',
  J: '3.2: 3.2,0 3.2,6~ 0,6~ 0,4.3',
  K: '4: 0,0 0,6 | 3.8,0 0,3.6 | 1.3,2.4 4,6',
  L: '3.3: 0,0 0,6 3.3,6',
  M: '5: 0,6 0,0 2.5,4.2 5,0 5,6',
  N: '4.1: 0,6 0,0 4.1,6 4.1,0',
  O: '4: 2,0 4,0~ 4,6~ 0,6~ 0,0~ z',
  P: '3.9: 0,6 0,0 3.9,0~ 3.9,3.4~ 0,3.4',
  Q: '4: 2,0 4,0~ 4,6~ 0,6~ 0,0~ z | 2.5,4.4 4.2,6.5',
  R: '4: 0,6 0,0 3.9,0~ 3.9,3.3~ 0,3.3 | 1.9,3.3 4,6',
  S: '3.8: 3.8,1.5 3.8,0~ 0,0~ 0,3~ 3.8,3~ 3.8,6~ 0,6~ 0,4.5',
  T: '4.3: 0,0 4.3,0 | 2.15,0 2.15,6',
  U: '4: 0,0 0,6~ 4,6~ 4,0',
  V: '4.2: 0,0 2.1,6 4.2,0',
  W: '6: 0,0 1.5,6 3,.8 4.5,6 6,0',
  X: '4: 0,0 4,6 | 4,0 0,6',
  Y: '4.2: 0,0 2.1,3.3 4.2,0 | 2.1,3.3 2.1,6',
  Z: '3.8: 0,0 3.8,0 0,6 3.8,6',
  '0': '3.6: 1.8,0 3.6,0~ 3.6,6~ 0,6~ 0,0~ z',
  '1': '1.3: 0,1.2 1.3,0 1.3,6',
  '2': '3.6: 0,1.6 0,0~ 3.6,0~ 3.6,2.6~ 0,6 3.6,6',
  '3': '3.6: 0,1.3 0,0~ 3.6,0~ 3.6,2.9~ 1.5,2.9 | 1.5,2.9 3.6,2.9~ 3.6,6~ 0,6~ 0,4.7',
  '4': '3.8: 2.9,6 2.9,0 0,4.3 3.8,4.3',
  '5': '3.6: 3.4,0 .2,0 .2,2.6 3.6,2.6~ 3.6,6~ 0,6~ 0,4.7',
  '6': '3.6: 3.4,1.3 3.4,0~ 0,0~ 0,6~ 3.6,6~ 3.6,2.8~ 0,2.8',
  '7': '3.6: 0,0 3.6,0 1.2,6',
  '8': '3.6: 1.8,0 3.4,0~ 3.4,2.9~ .2,2.9~ .2,0~ z | 1.8,2.9 3.6,2.9~ 3.6,6~ 0,6~ 0,2.9~ z',
  '9': '3.6: .2,4.7 .2,6~ 3.6,6~ 3.6,0~ 0,0~ 0,3.2~ 3.6,3.2',
  '.': '0: 0,6',
  ',': '.6: .6,5.7 0,7',
  '’': '.6: .6,-.1 0,1.3',
  "'": '.6: .6,-.1 0,1.3',
  '!': '0: 0,0 0,4 | 0,6',
  '?': '3.4: 0,1.4 0,0~ 3.4,0~ 3.4,3~ 1.7,3~ 1.7,4.2 | 1.7,6',
  '-': '1.8: 0,3.2 1.8,3.2',
  '–': '2.6: 0,3.2 2.6,3.2',
  '…': '3: 0,6 | 1.5,6 | 3,6',
  '&': '4.4: 4.4,6 .9,1.8~ .9,0~ 3,0~ 3,1.8~ 0,3.4~ 0,6~ 3.4,6~ 4.3,3.4',
  '·': '0: 0,3',
  ':': '0: 0,2 | 0,5',
};

function readBone(text: string): Bone {
  const tokens = text.trim().split(/\s+/);
  const closed = tokens.at(-1) === 'z';
  const joints = (closed ? tokens.slice(0, -1) : tokens).map((token) => {
    const [x, y] = token.replace('~', '').split(',').map(Number);
    return { x, y, soft: token.endsWith('~') };
  });
  return { joints, closed };
}

function readGlyph(text: string): Glyph {
  const [width, bones] = text.split(':');
  return { width: Number(width), bones: bones.split('|').map(readBone) };
}

const GLYPHS: ReadonlyMap<string, Glyph> = new Map(
  Object.entries(DRAWN).map(([letter, text]) => [letter, readGlyph(text)]),
);

/** The bones of a character, with capitals for small letters; null for a space and for characters without a drawing. */
export function glyphOf(character: string): Glyph | null {
  return GLYPHS.get(character.toUpperCase()) ?? null;
}
