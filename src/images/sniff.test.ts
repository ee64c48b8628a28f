import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageHeader } from './headers/header';
import { MAX_PIXELS, sniff, type ImageFault } from './sniff';

const FOLDER = new URL('../../e2e/fixtures/images/', import.meta.url);
const read = (name: string) => new Uint8Array(readFileSync(new URL(name, FOLDER)));
const expected = JSON.parse(readFileSync(new URL('expected.json', FOLDER), 'utf8')) as Record<
  string,
  { seen?: unknown } & ({ fault: ImageFault } | ({ fault: null } & Partial<ImageHeader>))
>;

describe('what images say of themselves', () => {
  for (const [name, { fault, seen: _, ...header }] of Object.entries(expected))
    it(`${name}: ${fault ?? 'is read'}`, () => {
      const sniffed = sniff(read(name));
      expect(sniffed.fault).toBe(fault);
      expect(sniffed.header).toEqual(fault === null ? { ...header, complete: true } : null);
    });

  it('says why', () => {
    expect(sniff(read('huge.png'))).toMatchObject({
      reason: `20000 × 20000 pixels are more than the ${MAX_PIXELS / 1e6} million that are read.`,
    });
    expect(sniff(read('text.jpg'))).toMatchObject({
      reason: 'The file is none of JPEG, PNG, WebP, GIF, BMP and AVIF.',
    });
  });
});

describe('damaged files', () => {
  const names = readdirSync(FOLDER).filter((name) => name !== 'expected.json' && name !== 'huge.png');

  it('never throws, wherever a file is cut off', () => {
    for (const name of names) {
      const bytes = read(name);
      for (let length = 0; length < bytes.length; length += Math.max(1, Math.floor(bytes.length / 300)))
        expect(() => sniff(bytes.subarray(0, length))).not.toThrow();
    }
  });

  it('never throws, whatever bytes are changed, and never lets a huge one through', () => {
    const change = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { minLength: 1, maxLength: 12 });
    const isSafe = (name: string, changes: [number, number][]) => {
      const bytes = read(name);
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      const { header } = sniff(bytes);
      return !header || header.width * header.height <= MAX_PIXELS;
    };
    const property = fc.property(fc.constantFrom(...names), change, isSafe);
    expect(fc.check(property, { numRuns: 500 }).counterexample).toBeNull();
  });

  it('finds a JPEG that was cut off anywhere', () => {
    const bytes = read('rgb.jpg');
    for (let length = 16; length < bytes.length - 1; length++)
      expect(sniff(bytes.subarray(0, length)).fault, `${length} bytes`).toBe('image-truncated');
  });
});
