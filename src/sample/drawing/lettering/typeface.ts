/**
 * A typeface for titles and small print: measured and drawn by cap height, whether it is one of the drawn faces or the
 * system's own serif.
 */
import type { Random } from '../../../core/random';
import type { Lettering } from '../../specs';
import { drawText, measure } from './draw-text';
import { FACES, type Face } from './faces';

type Context = OffscreenCanvasRenderingContext2D;

export interface Typeface {
  /** Width of the text for cap height 1. */
  measure(text: string): number;
  /** x, y: top left of the capitals, in pixels. */
  draw(text: string, x: number, y: number, capHeight: number, colour: string): void;
  /** Distance from one base line to the next for cap height 1. */
  leading: number;
  /** Number of characters that looks good on one line of a title. */
  lineLength: number;
  /** Converts text to the case that the typeface uses. */
  setCase(text: string): string;
}

/** One of the drawn faces. */
export function drawnTypeface(context: Context, face: Face, ground: string, random: Random): Typeface {
  return {
    measure: (text) => measure(text, face),
    draw: (text, x, y, capHeight, colour) =>
      drawText(context, text, x, y, capHeight, { face, colour, inlineColour: ground, random }),
    leading: face.weight > 0.12 ? 1.2 : 1.45,
    lineLength: face.set < 0.45 ? 13 : face.set > 0.6 ? 9 : 10,
    setCase: (text) => text.toUpperCase(),
  };
}

const SYSTEM = {
  serif: {
    style: '700',
    family: '"Bodoni 72", Didot, "Playfair Display", Georgia, "Liberation Serif", serif',
  },
  italic: {
    style: 'italic 600',
    family: '"Bodoni 72", Baskerville, "Palatino Linotype", Georgia, "Liberation Serif", serif',
  },
} as const;
/** Cap height of most book types as a share of the em. */
const CAP_SHARE = 0.68;
const MEASURED_AT = 100;

/** The system's own serif; nothing is loaded, so the look depends on the machine. */
export function systemTypeface(context: Context, kind: 'serif' | 'italic'): Typeface {
  const { style, family } = SYSTEM[kind];
  const font = (capHeight: number) => `${style} ${capHeight / CAP_SHARE}px ${family}`;
  return {
    measure: (text) => {
      context.font = font(MEASURED_AT);
      return context.measureText(text).width / MEASURED_AT;
    },
    draw: (text, x, y, capHeight, colour) => {
      context.font = font(capHeight);
      context.textBaseline = 'alphabetic';
      context.textAlign = 'left';
      context.fillStyle = colour;
      context.fillText(text, x, y + capHeight);
    },
    leading: kind === 'serif' ? 1.3 : 1.55,
    lineLength: 12,
    setCase: (text) => (kind === 'serif' ? text.toUpperCase() : text),
  };
}

/** The typeface of a title on a ground of this colour. */
export function titleTypeface(
  context: Context,
  lettering: Lettering,
  ground: string,
  random: Random,
): Typeface {
  return lettering === 'serif' || lettering === 'italic'
    ? systemTypeface(context, lettering)
    : drawnTypeface(context, FACES[lettering], ground, random);
}
