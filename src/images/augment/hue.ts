/**
 * torchvision's `adjust_hue` on a Pillow image: through Pillow's HSV bytes (Convert.c, `rgb2hsv_row`, `hsv2rgb`) and
 * back, in its own 32-bit floats. Even a turn of 0 loses a little, as it does there.
 */
import { blackPicture, type Picture } from './picture';

const { fround } = Math;

/** @param turn of the colour circle, −0.5 to 0.5. */
export function adjustHue(picture: Picture, turn: number): Picture {
  const { data } = picture;
  const shift = Math.trunc(turn * 255);
  const adjusted = blackPicture(picture);
  const out = adjusted.data;
  for (let at = 0; at < data.length; at += 3) turnPixel(data, at, shift, out);
  return adjusted;
}

function turnPixel(data: Uint8Array, at: number, shift: number, out: Uint8Array): void {
  const red = data[at];
  const green = data[at + 1];
  const blue = data[at + 2];
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  if (most === least) {
    out[at] = out[at + 1] = out[at + 2] = most;
    return;
  }
  const range = most - least;
  const saturation = clipByte(fround(range / most) * 255);
  const hue = (hueByte(red, green, blue, most, range) + shift) & 255;
  if (saturation === 0) out[at] = out[at + 1] = out[at + 2] = most;
  else fromHsv(hue, saturation, most, out, at);
}

function hueByte(red: number, green: number, blue: number, most: number, range: number): number {
  const r = fround((most - red) / range);
  const g = fround((most - green) / range);
  const b = fround((most - blue) / range);
  const sixth = red === most ? fround(b - g) : green === most ? fround(2 + r - b) : fround(4 + g - r);
  return clipByte(fround((sixth / 6 + 1) % 1) * 255);
}

function clipByte(value: number): number {
  return Math.min(255, Math.max(0, Math.trunc(value)));
}

function fromHsv(hue: number, saturation: number, value: number, out: Uint8Array, at: number): void {
  const sector = Math.floor((hue * 6) / 255);
  const f = fround((hue * 6) / 255 - sector);
  const s = fround(saturation / 255);
  const p = Math.round(value * (1 - s));
  const q = Math.round(value * (1 - fround(s * f)));
  const t = Math.round(value * (1 - s * (1 - f)));
  const [r, g, b] = SECTORS[sector % 6](value, p, q, t);
  out[at] = r;
  out[at + 1] = g;
  out[at + 2] = b;
}

const SECTORS: ((v: number, p: number, q: number, t: number) => [number, number, number])[] = [
  (v, p, _q, t) => [v, t, p],
  (v, p, q) => [q, v, p],
  (v, p, _q, t) => [p, v, t],
  (v, p, q) => [p, q, v],
  (v, p, _q, t) => [t, p, v],
  (v, p, q) => [v, p, q],
];
