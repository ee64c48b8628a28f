/**
 * A title as a block: lines and their sizes. If justified, every line fills the width, as on a gig poster; if even, all
 * lines have the same height.
 */
import { breakTitle, isSmallLine } from '../../specs';
import type { Typeface } from './typeface';

export interface TitleLine {
  text: string;
  /** From the block's top left, in pixels. */
  x: number;
  y: number;
  width: number;
  capHeight: number;
}

export interface TitleBlock {
  lines: TitleLine[];
  width: number;
  height: number;
}

export interface BlockOptions {
  width: number;
  /** The block is shrunk until it is no higher than this. */
  highest: number;
  justified: boolean;
  align: 'left' | 'centre' | 'right';
}

function place(
  texts: readonly string[],
  heights: readonly number[],
  face: Typeface,
  options: BlockOptions,
): TitleBlock {
  let y = 0;
  const lines = texts.map((text, i) => {
    const capHeight = heights[i];
    const width = face.measure(text) * capHeight;
    const room = options.width - width;
    const line = { text, x: { left: 0, centre: room / 2, right: room }[options.align], y, width, capHeight };
    y += capHeight * face.leading;
    return line;
  });
  const last = lines[lines.length - 1];
  return { lines, width: options.width, height: last.y + last.capHeight };
}

/** Breaks the title into lines and gives each its size. */
export function setTitle(title: string, face: Typeface, options: BlockOptions): TitleBlock {
  const texts = breakTitle(face.setCase(title), face.lineLength);
  const full = texts.map((text) => options.width / face.measure(text));
  const even = Math.min(...full);
  // a short line must not dwarf the others, and "of the" must never be the largest
  const heights = texts.map((text, i) => {
    if (isSmallLine(text)) return even * 0.55;
    return options.justified ? Math.min(full[i], even * 1.7) : even;
  });
  const total = place(texts, heights, face, options).height;
  const shrink = Math.min(1, options.highest / total);
  return place(
    texts,
    heights.map((height) => height * shrink),
    face,
    options,
  );
}
