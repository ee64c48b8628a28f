import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Random } from './random';
import { Sha256, sha256 } from './sha256';

const text = (words: string) => new TextEncoder().encode(words);

describe('sha256', () => {
  // FIPS 180-4's own examples (NIST, "Examples with intermediate values", SHA256.pdf) and the empty message
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
  ])('of "%s"', (words, expected) => {
    expect(sha256(text(words))).toBe(expected);
  });

  it('agrees with OpenSSL at every length around a block boundary, however the bytes are cut', () => {
    const random = new Random(1, 'sha256');
    for (let length = 0; length < 300; length++) {
      const bytes = Uint8Array.from({ length }, () => Math.floor(random.uniform() * 256));
      const expected = createHash('sha256').update(bytes).digest('hex');
      expect(sha256(bytes)).toBe(expected);
      const pieces = new Sha256();
      for (let at = 0; at < length;) {
        const next = at + 1 + Math.floor(random.uniform() * 90);
        pieces.update(bytes.subarray(at, next));
        at = next;
      }
      expect(pieces.hex()).toBe(expected);
    }
  });

  it('takes megabytes', () => {
    const part = new Uint8Array(2 ** 20).fill(7);
    const ours = new Sha256();
    const theirs = createHash('sha256');
    for (let i = 0; i < 5; i++) {
      ours.update(part);
      theirs.update(part);
    }
    expect(ours.hex()).toBe(theirs.digest('hex'));
  });
});
