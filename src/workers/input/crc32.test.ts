import { describe, expect, it } from 'vitest';
import { crc32 } from './crc32';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('CRC-32', () => {
  it('has the published check value, and that of zlib for other texts', () => {
    // the check value of CRC-32/ISO-HDLC in Williams' catalogue
    expect(crc32(bytes('123456789'))).toBe(0xcbf43926);
    // python3 -c "import zlib; print(zlib.crc32(b'The quick brown fox jumps over the lazy dog'))"
    expect(crc32(bytes('The quick brown fox jumps over the lazy dog'))).toBe(1095738169);
    expect(crc32(bytes(''))).toBe(0);
  });

  it('is the same in pieces', () => {
    expect(crc32(bytes('6789'), crc32(bytes('12345')))).toBe(0xcbf43926);
  });
});
