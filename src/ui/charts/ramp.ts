/**
 * A ramp of one hue from the surface colour to its darkest (or brightest) shade, for shares in [0, 1]. Only lightness
 * carries the value, so it works for every kind of colour vision and in print. CSS does the mixing (oklab), so the
 * theme needs no script; text on it is black or white, whichever contrasts more, in each theme.
 */

/** Ends of the ramp, `[light theme, dark theme]`, as sRGB hex. Also in heatmap.module.css. */
const RAMP = {
  low: ['#f5f6f8', '#1b2133'],
  high: ['#12307f', '#adc6ff'],
} as const;

type Rgb = readonly [number, number, number];

function toLinear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}

function fromHex(hex: string): Rgb {
  const channel = (at: number) => toLinear(parseInt(hex.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}

/** Linear sRGB → oklab. Source: Ottosson 2020, "A perceptual color space for image processing". */
function toOklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Relative luminance (WCAG 2) of an oklab colour, with channels clipped to sRGB. */
function luminance([lightness, a, b]: Rgb): number {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (value: number) => Math.min(1, Math.max(0, value));
  return (
    0.2126 * cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) +
    0.7152 * cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) +
    0.0722 * cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  );
}

/** Luminance of the ramp at `share`, in the light (0) or dark (1) theme. */
export function rampLuminance(share: number, theme: 0 | 1): number {
  const low = toOklab(fromHex(RAMP.low[theme]));
  const high = toOklab(fromHex(RAMP.high[theme]));
  return luminance([0, 1, 2].map((k) => low[k] + (high[k] - low[k]) * share) as unknown as Rgb);
}

/** The luminance at which black and white contrast equally: (L + 0.05)² = 1.05 × 0.05. */
const EVEN = Math.sqrt(1.05 * 0.05) - 0.05;

function crossing(theme: 0 | 1): number {
  let low = 0;
  let high = 1;
  const startsDark = rampLuminance(0, theme) < EVEN;
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    if (rampLuminance(middle, theme) < EVEN === startsDark) low = middle;
    else high = middle;
  }
  return low;
}

/** The shares from which on text changes colour, in the light and the dark theme. */
export const TEXT_TURNS: readonly [number, number] = [crossing(0), crossing(1)];
