/**
 * The only source of randomness. Everything in a run that is drawn by chance (split, shuffle, initial weights, dropout,
 * augmentation) takes a `Random` made from the recipe's seed and a stream name, so that an extra draw in one place does
 * not change the draws elsewhere.
 */

/** 32-bit FNV-1a hash of a string: turns a stream name into a number. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** sfc32 (Doty-Humphrey, PractRand), seeded from a number and a stream name. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  private spare: number | null = null;

  constructor(seed: number, stream = '') {
    this.a = seed | 0;
    this.b = hash32(stream) | 0;
    this.c = Math.floor(seed / 0x100000000) | 0;
    this.d = 1;
    for (let i = 0; i < 15; i++) this.uint32();
  }

  /** An integer in [0, 2^32). */
  uint32(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }

  /** A number in [0, 1) with 32 random bits. */
  uniform(): number {
    return this.uint32() / 0x100000000;
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** An integer in [0, count), without modulo bias. */
  below(count: number): number {
    const limit = 0x100000000 - (0x100000000 % count);
    let draw = this.uint32();
    while (draw >= limit) draw = this.uint32();
    return draw % count;
  }

  /** A standard normal number (Marsaglia's polar method). */
  normal(): number {
    if (this.spare !== null) {
      const value = this.spare;
      this.spare = null;
      return value;
    }
    let u: number, v: number, s: number;
    do {
      u = this.uniform() * 2 - 1;
      v = this.uniform() * 2 - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const scale = Math.sqrt((-2 * Math.log(s)) / s);
    this.spare = v * scale;
    return u * scale;
  }

  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = items[i];
      items[i] = items[j];
      items[j] = held;
    }
    return items;
  }

  /** One of the items, drawn uniformly. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }
}
