/**
 * Draws all lettering on a poster. If the background would make it unreadable, a plate of one colour is put under it
 * first, as printers do.
 */
import type { Random } from '../../core/random';
import type { PosterSpec } from '../specs';
import type { Grounds } from './archetypes';
import type { Layout } from './layout';
import type { Box } from './pen/pen';
import { mostReadable, readBox, readableShare, restlessness } from './pen/readable';
import { drawCredits, drawNames, drawTagline } from './lettering/small-print';
import type { Typeface } from './lettering/typeface';

type Context = OffscreenCanvasRenderingContext2D;

/**
 * Large letters need less contrast than small ones (WCAG 2.2, 1.4.3). If light and dark alternate behind them, they are
 * hard to read in any colour.
 */
interface Need {
  ratio: number;
  share: number;
  mostUnrest: number;
}
const TITLE: Need = { ratio: 2.8, share: 0.94, mostUnrest: 0.2 };
const SMALL: Need = { ratio: 3.6, share: 0.93, mostUnrest: 0.18 };

function titleBox({ titleX, titleY, block }: Layout): Box {
  return { x: titleX, y: titleY - 2, width: block.width, height: block.height + 4 };
}

function plate(context: Context, from: number, to: number, colour: string): void {
  context.fillStyle = colour;
  context.fillRect(0, from, context.canvas.width, to - from);
}

function inksOf(spec: PosterSpec): string[] {
  const { text, textOnInk, paper, ink } = spec.scheme;
  return [text, textOnInk, paper, ink];
}

/** The colour for lettering in these boxes; draws a plate first if no colour could be read. */
function settle(
  context: Context,
  boxes: readonly Box[],
  inks: readonly string[],
  need: Need,
  underlay: () => void,
): string {
  const read = () => boxes.flatMap((box) => readBox(context, box));
  const behind = read();
  const first = mostReadable(behind, inks, need.ratio);
  if (first.share >= need.share && restlessness(behind) <= need.mostUnrest) return first.colour;
  underlay();
  return mostReadable(read(), inks, need.ratio).colour;
}

function drawTitle(context: Context, spec: PosterSpec, layout: Layout, face: Typeface, colour: string): void {
  const { block, titleX, titleY } = layout;
  const heavy = spec.lettering !== 'deco' && spec.lettering !== 'inline';
  const behind = readBox(context, titleBox(layout));
  // a shadow must differ clearly from the letters and from the background
  const shade = [spec.scheme.ink, spec.scheme.accent].find(
    (each) => each !== colour && readableShare(behind, each, 1.6) > 0.9,
  );
  context.save();
  context.translate(titleX + block.width / 2, titleY + block.height / 2);
  context.rotate(spec.tilt);
  for (const line of block.lines) {
    const [x, y] = [line.x - block.width / 2, line.y - block.height / 2];
    if (heavy && shade && spec.seed % 7 === 0) face.draw(line.text, x + 1.7, y + 1.7, line.capHeight, shade);
    face.draw(line.text, x, y, line.capHeight, colour);
  }
  context.restore();
}

/** Draws title, names, tagline and credits. */
export function setSheet(
  context: Context,
  spec: PosterSpec,
  layout: Layout,
  face: Typeface,
  grounds: Grounds,
  random: Random,
): void {
  const { names, tagline, credits, titleOnTop, titleY, block, align } = layout;
  const { height } = context.canvas;
  const inks = inksOf(spec);
  const smallInks = [inks[0], spec.scheme.paper, spec.scheme.ink];
  const titleInk = settle(context, [titleBox(layout)], inks, TITLE, () =>
    titleOnTop
      ? plate(context, 0, titleY + block.height + 8, grounds.top)
      : plate(context, titleY - 9, height, grounds.bottom),
  );
  const topInk = settle(context, [names], smallInks, SMALL, () =>
    plate(context, 0, names.y + names.height + 4, grounds.top),
  );
  const bottomInk = settle(context, [tagline, { ...credits, height: 21 }], smallInks, SMALL, () =>
    plate(context, tagline.y - 5, height, grounds.bottom),
  );
  drawTitle(context, spec, layout, face, titleInk);
  drawNames(context, spec, names, topInk, align, random);
  drawTagline(context, spec, tagline, bottomInk, align, random);
  drawCredits(context, spec, credits, bottomInk, align, random);
}
