/**
 * SHA-256 of bytes that arrive in pieces (FIPS 180-4). The browser's own digest needs all bytes at once and is only
 * available on pages served securely. Weight files are too large for the former, and pages served over plain HTTP need
 * the hash too.
 */

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes; section 4.2.2. */
const ROUNDS = fractions((prime) => Math.cbrt(prime), 64);
/** The first 32 bits of the fractional parts of the square roots of the first 8 primes; section 5.3.3. */
const START = fractions(Math.sqrt, 8);
const BLOCK_BYTES = 64;

function fractions(root: (prime: number) => number, count: number): Int32Array {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return Int32Array.from(primes, (prime) => (root(prime) % 1) * 2 ** 32);
}

export class Sha256 {
  // signed words stay integers in the engine: three times as fast as unsigned ones
  private readonly state = Int32Array.from(START);
  private readonly schedule = new Int32Array(64);
  /** Bytes that do not fill a block yet. */
  private readonly rest = new Uint8Array(BLOCK_BYTES);
  private length = 0;

  update(bytes: Uint8Array): this {
    let at = 0;
    const waiting = this.length % BLOCK_BYTES;
    this.length += bytes.length;
    if (waiting > 0) {
      const taken = bytes.subarray(0, BLOCK_BYTES - waiting);
      this.rest.set(taken, waiting);
      if (waiting + taken.length < BLOCK_BYTES) return this;
      this.block(this.rest, 0);
      at = taken.length;
    }
    for (; at + BLOCK_BYTES <= bytes.length; at += BLOCK_BYTES) this.block(bytes, at);
    this.rest.set(bytes.subarray(at));
    return this;
  }

  /** Finishes the hash. @returns 64 hex digits. */
  hex(): string {
    const bits = this.length * 8;
    const used = this.length % BLOCK_BYTES;
    const padding = new Uint8Array((used < 56 ? 56 : 120) - used + 8);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(padding.length - 4, bits % 2 ** 32);
    this.update(padding);
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  private block(bytes: Uint8Array, from: number): void {
    const { schedule: w, state } = this;
    for (let i = 0, at = from; i < 16; i++, at += 4)
      w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}

/** Hash of bytes that are all in memory. @returns 64 hex digits. */
export function sha256(bytes: Uint8Array): string {
  return new Sha256().update(bytes).hex();
}
