/** The faces: how the pen draws the bones of the alphabet. */
import type { Lettering } from '../../specs';

export interface Face {
  /** Width of a letter four units wide, as a share of the cap height. */
  set: number;
  /** Thickness of the pen as a share of the cap height. */
  weight: number;
  /** Ratio of the thickness of vertical strokes to that of horizontal ones. */
  contrast: number;
  /** Space between letters as a share of the cap height, in addition to the pen's thickness. */
  spacing: number;
  /** Treatment of soft corners. Radius or chamfer as a share of the letter's width, at most 0.5. */
  corner: { kind: 'round' | 'chamfer'; share: number };
  cap: CanvasLineCap;
  join: CanvasLineJoin;
  extra: 'none' | 'serifs' | 'gap' | 'inline' | 'cut';
}

const PLAIN: Face = {
  set: 0.5,
  weight: 0.2,
  contrast: 1,
  spacing: 0.1,
  corner: { kind: 'round', share: 0.5 },
  cap: 'butt',
  join: 'miter',
  extra: 'none',
};

/** Faces made from the drawn alphabet. The other letterings use the system's own type. */
export const FACES: Record<Exclude<Lettering, 'serif' | 'italic'>, Face> = {
  'cut-paper': {
    ...PLAIN,
    set: 0.56,
    weight: 0.2,
    corner: { kind: 'chamfer', share: 0.35 },
    spacing: 0.09,
    extra: 'cut',
  },
  poster: {
    ...PLAIN,
    set: 0.36,
    weight: 0.155,
    contrast: 1.25,
    spacing: 0.075,
    corner: { kind: 'round', share: 0.42 },
  },
  deco: { ...PLAIN, set: 0.66, weight: 0.065, spacing: 0.24 },
  slab: {
    ...PLAIN,
    set: 0.5,
    weight: 0.13,
    contrast: 1.35,
    spacing: 0.15,
    corner: { kind: 'chamfer', share: 0.3 },
    extra: 'serifs',
  },
  rounded: { ...PLAIN, set: 0.56, weight: 0.23, spacing: 0.08, cap: 'round', join: 'round' },
  stencil: {
    ...PLAIN,
    set: 0.5,
    weight: 0.21,
    spacing: 0.11,
    corner: { kind: 'round', share: 0.5 },
    extra: 'gap',
  },
  inline: {
    ...PLAIN,
    set: 0.58,
    weight: 0.2,
    spacing: 0.13,
    corner: { kind: 'round', share: 0.3 },
    extra: 'inline',
  },
};

/** For names, taglines and credits: narrow and light. */
export const SMALL_FACE: Face = { ...PLAIN, set: 0.4, weight: 0.125, spacing: 0.2 };
/** The narrowest, for the credit block. */
export const CREDIT_FACE: Face = { ...PLAIN, set: 0.23, weight: 0.1, spacing: 0.115 };
/** A little heavier, for names that should be readable. */
export const NAME_FACE: Face = { ...PLAIN, set: 0.46, weight: 0.15, spacing: 0.26 };
