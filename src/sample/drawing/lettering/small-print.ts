/** Draws all text on a poster except its title: names, tagline, credit block. */
import type { Random } from '../../../core/random';
import type { PosterSpec } from '../../specs';
import type { Box } from '../pen/pen';
import { CREDIT_FACE, NAME_FACE, SMALL_FACE } from './faces';
import { drawnTypeface, systemTypeface, type Typeface } from './typeface';

type Context = OffscreenCanvasRenderingContext2D;
type Align = 'left' | 'centre' | 'right';

function line(face: Typeface, text: string, box: Box, capHeight: number, align: Align, colour: string): void {
  const fitted = Math.min(capHeight, box.width / face.measure(text));
  const room = box.width - face.measure(text) * fitted;
  face.draw(text, box.x + { left: 0, centre: room / 2, right: room }[align], box.y, fitted, colour);
}

/** The two stars: one at each edge, or both on one line. */
export function drawNames(
  context: Context,
  spec: PosterSpec,
  box: Box,
  colour: string,
  align: Align,
  random: Random,
): void {
  const face = drawnTypeface(context, NAME_FACE, colour, random);
  const [one, other] = spec.stars.map((name) => name.toUpperCase());
  const apart = face.measure(one) + face.measure(other) < (box.width - 20) / 6.2;
  if (align === 'centre' && apart && spec.seed % 2 === 0) {
    line(face, one, box, 6.2, 'left', colour);
    line(face, other, box, 6.2, 'right', colour);
  } else line(face, `${one} · ${other}`, box, 6, align, colour);
}

/** One sentence, in small capitals or in the system's italic. */
export function drawTagline(
  context: Context,
  spec: PosterSpec,
  box: Box,
  colour: string,
  align: Align,
  random: Random,
): void {
  const italic = spec.seed % 3 === 0;
  const face = italic
    ? systemTypeface(context, 'italic')
    : drawnTypeface(context, SMALL_FACE, colour, random);
  line(face, italic ? spec.tagline : spec.tagline.toUpperCase(), box, 5.6, align, colour);
}

function creditLines(spec: PosterSpec): string[] {
  const [producer, director, camera, music, writer, editor] = spec.credits.map((name) => name.toUpperCase());
  const [one, other] = spec.stars.map((name) => name.toUpperCase());
  const studio = producer.split(' ')[1];
  return [
    `A ${studio} PICTURE   ${one}   ${other}   IN A FILM BY ${director}`,
    `WRITTEN BY ${writer}   MUSIC ${music}   CAMERA ${camera}   EDITED BY ${editor}`,
    `PRODUCED BY ${producer}   DIRECTED BY ${director}`,
  ];
}

/** The block of credits at the bottom of every poster; its height in pixels is {@link CREDITS_HEIGHT}. */
export function drawCredits(
  context: Context,
  spec: PosterSpec,
  box: Box,
  colour: string,
  align: Align,
  random: Random,
): void {
  const face = drawnTypeface(context, CREDIT_FACE, colour, random);
  creditLines(spec).forEach((text, i) =>
    line(face, text, { ...box, y: box.y + i * 7.6 }, 5.6, align, colour),
  );
}

export const CREDITS_HEIGHT = 21;
