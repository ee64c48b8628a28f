/** One specification → one poster on the canvas: picture, lettering, wear. */
import { Random } from '../../core/random';
import { contrast, type PosterSpec } from '../specs';
import { DRAW } from './archetypes';
import { layOut } from './layout';
import { setSheet } from './set-sheet';
import { titleTypeface } from './lettering/typeface';
import { drawMotif } from './motifs';
import { Pen } from './pen/pen';
import { drawMisprint, drawWear } from './wear';

type Context = OffscreenCanvasRenderingContext2D;

/** Pixels. */
export const POSTER_SIZE = { width: 240, height: 360 } as const;

const { width: WIDTH, height: HEIGHT } = POSTER_SIZE;

/** A margin of bare paper around the picture, or a line. */
function drawFrame(context: Context, spec: PosterSpec): void {
  const { frame } = spec.wear;
  if (frame === 'none') return;
  const { paper, ink, ground } = spec.scheme;
  const inset = frame === 'margin' ? 4.5 : 6;
  const line = contrast(ground, paper) > contrast(ground, ink) ? paper : ink;
  context.strokeStyle = frame === 'margin' ? paper : line;
  context.lineWidth = frame === 'margin' ? 9 : 0.9;
  context.strokeRect(inset, inset, WIDTH - inset * 2, HEIGHT - inset * 2);
}

function bandColour(spec: PosterSpec, random: Random): string {
  const { ink, paper, strong, ground } = spec.scheme;
  return random.pick([ink, paper, strong].filter((colour) => colour !== ground));
}

/** Fills the whole canvas, which must have {@link POSTER_SIZE}. */
export function drawPoster(context: Context, spec: PosterSpec): void {
  const random = new Random(spec.seed, 'lettering');
  const margin = spec.wear.frame === 'none' ? 11 : 15;
  const band = bandColour(spec, random);
  const face = titleTypeface(
    context,
    spec.lettering,
    spec.place === 'band' ? band : spec.scheme.ground,
    random,
  );
  const layout = layOut(spec, face, WIDTH, HEIGHT, margin);
  const cut = spec.lettering === 'cut-paper' || spec.seed % 4 === 0 ? 1.1 : 0;
  const pen = new Pen(context, WIDTH, HEIGHT, spec.scheme, new Random(spec.seed, 'picture'), cut);
  context.save();
  if (spec.mirrored) context.transform(-1, 0, 0, 1, WIDTH, 0);
  const grounds = { ...DRAW[spec.archetype](pen, layout.stage) };
  context.restore();
  if (spec.motif) drawMotif(pen, spec.motif, layout.stage);
  if (layout.band) {
    context.fillStyle = band;
    context.fillRect(layout.band.x, layout.band.y, layout.band.width, layout.band.height);
    grounds[layout.titleOnTop ? 'top' : 'bottom'] = band;
  }
  drawMisprint(context, spec);
  setSheet(context, spec, layout, face, grounds, random);
  drawFrame(context, spec);
  drawWear(context, spec, WIDTH, HEIGHT);
}
