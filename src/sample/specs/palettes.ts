/**
 * Colours of the generated posters. Every genre uses the same palettes, and each palette can be night, day or flood, so
 * that the mean colour of a poster says little about its genre.
 */
import type { Random } from '../../core/random';

/** Printing inks of one poster, `#rrggbb`. */
export interface Palette {
  id: string;
  /** Near black; for silhouettes and small print. */
  ink: string;
  /** A dark colour. */
  deep: string;
  /** The dominant colour of the poster. */
  main: string;
  /** Goes with the main colour. */
  second: string;
  /** Used once or twice, for small details. */
  accent: string;
  /** The bare paper. */
  paper: string;
}

export const PALETTES: readonly Palette[] = [
  {
    id: 'vermilion',
    ink: '#17120f',
    deep: '#3a1a17',
    main: '#d8402a',
    second: '#e9a23b',
    accent: '#2c7a78',
    paper: '#f3e6cb',
  },
  {
    id: 'midnight',
    ink: '#0c1019',
    deep: '#1d2b4a',
    main: '#3d6ea8',
    second: '#e2b454',
    accent: '#d9503f',
    paper: '#efe8d6',
  },
  {
    id: 'mustard',
    ink: '#1b1611',
    deep: '#453018',
    main: '#e0a526',
    second: '#c1492c',
    accent: '#31626b',
    paper: '#f5ebd3',
  },
  {
    id: 'teal',
    ink: '#0d1718',
    deep: '#173d42',
    main: '#23878a',
    second: '#ef7a4d',
    accent: '#f4c95c',
    paper: '#f1ead8',
  },
  {
    id: 'blood',
    ink: '#120b0c',
    deep: '#4a1018',
    main: '#a81c2b',
    second: '#d9a58a',
    accent: '#e9d8a6',
    paper: '#efe4d2',
  },
  {
    id: 'absinthe',
    ink: '#0f150e',
    deep: '#1f3b2a',
    main: '#6f9b3c',
    second: '#d8c355',
    accent: '#b5382f',
    paper: '#eeebcf',
  },
  {
    id: 'plum',
    ink: '#150e1a',
    deep: '#3a2049',
    main: '#8a4a8f',
    second: '#ee9a62',
    accent: '#f2d06b',
    paper: '#f3e7dc',
  },
  {
    id: 'rose',
    ink: '#1c1216',
    deep: '#5a2338',
    main: '#e06a7f',
    second: '#f2b49c',
    accent: '#2f5f7a',
    paper: '#f8ebe0',
  },
  {
    id: 'ochre',
    ink: '#1a130c',
    deep: '#5b2f17',
    main: '#c8702c',
    second: '#e6c07a',
    accent: '#3d6f73',
    paper: '#f4e7c9',
  },
  {
    id: 'ice',
    ink: '#0e151b',
    deep: '#24475c',
    main: '#7fb3c2',
    second: '#d8dfd3',
    accent: '#e0533a',
    paper: '#eff0e6',
  },
  {
    id: 'graphite',
    ink: '#101010',
    deep: '#2e2e30',
    main: '#77736c',
    second: '#c9bfa9',
    accent: '#d83a2b',
    paper: '#ece6d8',
  },
  {
    id: 'tangerine',
    ink: '#191210',
    deep: '#4b2331',
    main: '#f07f2e',
    second: '#f6c453',
    accent: '#1f6f8b',
    paper: '#f8ecd2',
  },
  {
    id: 'forest',
    ink: '#0c1310',
    deep: '#1c3d37',
    main: '#3f7d5a',
    second: '#e1913f',
    accent: '#ead9a0',
    paper: '#efe9d5',
  },
  {
    id: 'ultramarine',
    ink: '#0b0e1a',
    deep: '#1b1f5e',
    main: '#3547b8',
    second: '#ef5d60',
    accent: '#f6d365',
    paper: '#f0ebe0',
  },
  {
    id: 'sand',
    ink: '#191512',
    deep: '#4d4336',
    main: '#c9b083',
    second: '#b4552f',
    accent: '#3b5d6b',
    paper: '#f3ead7',
  },
  {
    id: 'magenta',
    ink: '#160d16',
    deep: '#3e1440',
    main: '#cf2f72',
    second: '#f3a43c',
    accent: '#2aa2a0',
    paper: '#f6eadf',
  },
  {
    id: 'cyan-red',
    ink: '#0d1316',
    deep: '#123848',
    main: '#1f9fb4',
    second: '#e23e3a',
    accent: '#f5dc8b',
    paper: '#f2eee1',
  },
  {
    id: 'olive',
    ink: '#15150d',
    deep: '#3b3c1e',
    main: '#8b8a3f',
    second: '#d2693a',
    accent: '#e8d7a1',
    paper: '#f0ebd4',
  },
  {
    id: 'cobalt-lemon',
    ink: '#0b1016',
    deep: '#153a6b',
    main: '#f3cf3a',
    second: '#2a6fb5',
    accent: '#e5533d',
    paper: '#f6f0dc',
  },
  {
    id: 'copper',
    ink: '#140f0d',
    deep: '#3d2a2b',
    main: '#a7583d',
    second: '#d99c6c',
    accent: '#5d9693',
    paper: '#f1e5d3',
  },
];

/** The colour behind everything: a dark colour, the paper, or the main colour. */
export const TONES = ['night', 'day', 'flood'] as const;
export type Tone = (typeof TONES)[number];

/** A palette with roles assigned to its colours. */
export interface Scheme {
  /** Silhouettes: the darkest colour. */
  ink: string;
  /** The background. */
  ground: string;
  /** The plane behind the silhouettes: hills, walls, water. Close to the ground colour. */
  back: string;
  /** Sun, moon, lit windows: contrasts with the ground. */
  glow: string;
  /** The second strong colour: contrasts with ground and glow. */
  strong: string;
  /** Small details that must be visible. */
  accent: string;
  paper: string;
  /** Lettering on the ground. */
  text: string;
  /** Lettering on ink. */
  textOnInk: string;
}

/** Red, green and blue, 0 to 255, of `#rrggbb`. */
function rgbOf(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Relative luminance, 0 to 1 (WCAG 2.2, sRGB). */
export function luminance(colour: string): number {
  const [r, g, b] = rgbOf(colour).map((byte) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Mixes two colours; `share` is the share of the second. */
function mix(from: string, to: string, share: number): string {
  const target = rgbOf(to);
  const bytes = rgbOf(from).map((byte, i) => Math.round(byte + (target[i] - byte) * share));
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

function mostLegible(on: string, colours: readonly string[]): string {
  return colours.reduce((best, colour) => (contrast(on, colour) > contrast(on, best) ? colour : best));
}

function pickLegible(
  on: string,
  wished: readonly string[],
  spare: readonly string[],
  random: Random,
): string {
  const legible = wished.filter((colour) => contrast(on, colour) >= 3);
  return legible.length > 0 ? random.pick(legible) : mostLegible(on, spare);
}

/** Assigns a palette's colours for one tone; `random` chooses among those that fit. */
export function makeScheme(palette: Palette, tone: Tone, random: Random): Scheme {
  const { ink, deep, main, second, accent, paper } = palette;
  const swapped = random.uniform() < 0.35;
  const [strong, other] = swapped ? [second, main] : [main, second];
  const ground = { night: deep, day: paper, flood: strong }[tone];
  const glow = {
    night: random.pick([paper, strong, other]),
    day: strong,
    flood: random.pick([paper, other]),
  }[tone];
  return {
    ink,
    ground,
    back: { night: mix(deep, ink, 0.45), day: mix(paper, other, 0.4), flood: mix(strong, deep, 0.45) }[tone],
    glow,
    strong: { night: glow === strong ? other : strong, day: other, flood: glow === other ? paper : other }[
      tone
    ],
    accent,
    paper,
    text: pickLegible(ground, [paper, ink, strong, other, accent], [paper, ink], random),
    textOnInk: pickLegible(ink, [paper, strong, other], [paper], random),
  };
}
