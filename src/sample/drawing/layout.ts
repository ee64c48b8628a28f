/** The layout: title block, names, tagline, credits, and the stage that is left for the picture. */
import type { PosterSpec } from '../specs';
import { CREDITS_HEIGHT } from './lettering/small-print';
import { setTitle, type TitleBlock } from './lettering/title-block';
import type { Typeface } from './lettering/typeface';
import type { Box } from './pen/pen';

export type Align = 'left' | 'centre' | 'right';

export interface Layout {
  /** Free area for the picture's subject. */
  stage: Box;
  block: TitleBlock;
  /** Top left of the title block. */
  titleX: number;
  titleY: number;
  align: Align;
  names: Box;
  tagline: Box;
  credits: Box;
  /** A solid band behind the title, or null. */
  band: Box | null;
  /** Whether names, title and tagline are in the upper half. */
  titleOnTop: boolean;
}

const LINE = 7;

/** Lays out a poster on a sheet of this size, with `margin` free at the edges. */
export function layOut(
  spec: PosterSpec,
  face: Typeface,
  width: number,
  height: number,
  margin: number,
): Layout {
  const inner = width - margin * 2;
  const corner = spec.place === 'corner';
  const align: Align = corner ? (spec.mirrored ? 'right' : 'left') : 'centre';
  const block = setTitle(spec.title, face, {
    width: corner ? inner * 0.78 : inner,
    highest: corner ? 84 : 98,
    justified: !corner && spec.seed % 5 < 3,
    align,
  });
  const titleX = corner && spec.mirrored ? width - margin - block.width : margin;
  const creditsY = height - margin - CREDITS_HEIGHT + 3;
  const lean = Math.abs(Math.sin(spec.tilt)) * (width / 2) * 0.8;
  const onTop = spec.place === 'top' || (spec.place !== 'bottom' && spec.seed % 2 === 0);
  const titleY = onTop ? margin + LINE + 8 + lean : creditsY - 11 - block.height - lean - LINE - 4;
  const band =
    spec.place === 'band' ? makeBand(onTop, titleY, block.height, lean, creditsY, width, height) : null;
  const top = onTop ? titleY + block.height + lean + 8 : margin + LINE + 8;
  const bottom = onTop ? creditsY - LINE - 10 : titleY - 9 - lean;
  const line = (y: number): Box => ({ x: margin, y, width: inner, height: LINE });
  return {
    stage: { x: 0, y: top, width, height: bottom - top },
    block,
    titleX,
    titleY,
    align,
    names: line(margin),
    tagline: line(onTop ? creditsY - LINE - 5 : titleY + block.height + lean + 6),
    credits: line(creditsY),
    band,
    titleOnTop: onTop,
  };
}

function makeBand(
  onTop: boolean,
  titleY: number,
  blockHeight: number,
  lean: number,
  creditsY: number,
  width: number,
  height: number,
): Box {
  if (onTop) return { x: 0, y: 0, width, height: titleY + blockHeight + lean + 9 };
  const y = titleY - 9 - lean;
  return { x: 0, y, width, height: (creditsY > y ? height : y) - y };
}
