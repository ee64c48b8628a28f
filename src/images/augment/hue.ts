/**
 * torchvision's `adjust_hue` on a Pillow image: converts to Pillow's HSV bytes (Convert.c, `rgb2hsv_row`, `hsv2rgb`)
 * and back, in Pillow's 32-bit floats. Even a shift of 0 loses a little precision, as it does there.
 */
import { blackPicture, type Picture } from './picture';

const { fround } = Math;

/** @param turn hue shift as a share of the colour circle, −0.5 to 0.5. */
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
  const most = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
  const least = red < green ? (red < blue ? red : blue) : green < blue ? green : blue;
  const saturation = most === least ? 0 : (fround((most - least) / most) * 255) | 0;
  if (saturation === 0) {
    out[at] = out[at + 1] = out[at + 2] = most;
    return;
  }
  const hue = (hueByte(red, green, blue, most, most - least) + shift) & 255;
  fromHsv(hue, saturation, most, out, at);
}

function hueByte(red: number, green: number, blue: number, most: number, range: number): number {
  const r = fround((most - red) / range);
  const g = fround((most - green) / range);
  const b = fround((most - blue) / range);
  const sixth = red === most ? fround(b - g) : green === most ? fround(2 + r - b) : fround(4 + g - r);
  const turn = sixth / 6 + 1;
  return (fround(turn >= 1 ? turn - 1 : turn) * 255) | 0;
}

/** Sextant of the colour circle by hue byte: its index, and the position within it. */
const SECTOR = Uint8Array.from({ length: 256 }, (_, hue) => Math.floor((hue * 6) / 255) % 6);
const INTO = Float32Array.from({ length: 256 }, (_, hue) => (hue * 6) / 255 - Math.floor((hue * 6) / 255));

function fromHsv(hue: number, saturation: number, value: number, out: Uint8Array, at: number): void {
  const f = INTO[hue];
  const s = fround(saturation / 255);
  const p = (value * (1 - s) + 0.5) | 0;
  const q = (value * (1 - fround(s * f)) + 0.5) | 0;
  const t = (value * (1 - s * (1 - f)) + 0.5) | 0;
  const sector = SECTOR[hue];
  out[at] = sector === 0 || sector === 5 ? value : sector === 1 ? q : sector === 4 ? t : p;
  out[at + 1] = sector === 1 || sector === 2 ? value : sector === 0 ? t : sector === 3 ? q : p;
  out[at + 2] = sector === 3 || sector === 4 ? value : sector === 2 ? t : sector === 5 ? q : p;
}
