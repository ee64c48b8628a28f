/** PNG files made by hand (RFC 2083): small posters for stories, and huge ones that must not be decoded. */
import { crc32, deflateSync } from 'node:zlib';

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function file(width: number, height: number, depth: number, colour: number, rows: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

export type Colour = readonly [red: number, green: number, blue: number];

/** RGB, 8 bits; `colourAt` returns the colour of a pixel. */
export function png(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const stride = 1 + 3 * width;
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(colourAt(x, y), y * stride + 1 + 3 * x);
  return file(width, height, 8, 2, rows);
}

/** Black and white, one bit per pixel, all black: 20,000 × 20,000 takes 50 kB on disk and 1.6 GB decoded. */
export function hugePng(width: number, height: number): Buffer {
  return file(width, height, 1, 0, new Uint8Array((1 + Math.ceil(width / 8)) * height));
}
