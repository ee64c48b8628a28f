import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { OnesheetError } from '../errors';
import { TextFromBytes } from './bytes-to-text';

function decode(
  bytes: Uint8Array,
  chunk = bytes.length || 1,
): { text: string; encoding: string; kinds: string[] } {
  const reader = new TextFromBytes();
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) text += reader.push(bytes.subarray(at, at + chunk));
  text += reader.end();
  return { text, encoding: reader.encoding, kinds: reader.notices.map(({ kind }) => kind) };
}

function failure(bytes: Uint8Array): { code: string; message: string } {
  try {
    decode(bytes);
  } catch (error) {
    if (error instanceof OnesheetError) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'none', message: '' };
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), littleEndian);
  return bytes;
}

const ASCII = 'id,title,genres\n1,Toy Story,Comedy\n'.repeat(3000);
const TEXT = `${ASCII}2,Amélie – “日本” 😀,Drama\n`;
const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe('TextFromBytes', () => {
  it.each([
    ['ASCII', ASCII, new TextEncoder().encode(ASCII), 'ASCII'],
    ['UTF-8', TEXT, new TextEncoder().encode(TEXT), 'UTF-8'],
    ['UTF-8 with a byte-order mark', TEXT, new TextEncoder().encode(`\ufeff${TEXT}`), 'UTF-8'],
    ['UTF-16LE with a byte-order mark', TEXT, utf16(`\ufeff${TEXT}`, true), 'UTF-16LE'],
    ['UTF-16BE with a byte-order mark', TEXT, utf16(`\ufeff${TEXT}`, false), 'UTF-16BE'],
    ['UTF-16LE', TEXT, utf16(TEXT, true), 'UTF-16LE'],
    ['UTF-16BE', TEXT, utf16(TEXT, false), 'UTF-16BE'],
  ])('decodes %s in chunks of any size', (_, text, bytes, encoding) => {
    for (const chunk of [bytes.length, 65_536, 4099])
      expect(decode(bytes, chunk)).toEqual({ text, encoding, kinds: [] });
    expect(decode(bytes.subarray(-200), 1).text).toBe(decode(bytes.subarray(-200)).text);
  });

  it('reads Windows-1252 where it is not UTF-8, and says so', () => {
    const bytes = latin1(`${ASCII}2,Am\xe9lie \x93x\x94,Drama\n`);
    const wanted = {
      text: `${ASCII}2,Amélie “x”,Drama\n`,
      encoding: 'Windows-1252',
      kinds: ['encoding-guessed'],
    };
    expect(decode(bytes)).toEqual(wanted);
    expect(decode(bytes, 1000)).toEqual(wanted);
    // cut right behind the byte that could begin a sequence of UTF-8
    expect(decode(bytes, ASCII.length + 5)).toEqual(wanted);
  });

  it('keeps to UTF-8 where little of it is damaged, and says so', () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('éàüöñß,日本\n'), 0xff, 0x2c]);
    expect(decode(bytes)).toEqual({
      text: 'éàüöñß,日本\n\ufffd,',
      encoding: 'UTF-8',
      kinds: ['text-damaged'],
    });
  });

  it('refuses encodings that it does not know', () => {
    // Shift JIS for カタカナ,映画
    const bytes = [0x83, 0x4a, 0x83, 0x5e, 0x83, 0x4a, 0x83, 0x69, 0x2c, 0x89, 0x66, 0x89, 0xe6, 0x81, 0x5b];
    expect(failure(new Uint8Array(bytes)).code).toBe('table-encoding');
  });

  it('refuses an empty file', () => {
    expect(failure(new Uint8Array(0)).code).toBe('table-empty');
  });

  it('refuses binary files, by name where it knows them', () => {
    const png = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10];
    expect(failure(new Uint8Array(png)).message).toMatch('a PNG image');
    expect(failure(gzipSync('id,title'))).toEqual({
      code: 'table-binary',
      message: 'This is not a text table: it is a gzip archive.',
    });
    expect(failure(latin1('PK\x03\x04rest')).message).toMatch('a ZIP archive');
    expect(failure(latin1('%PDF-1.7')).message).toMatch('a PDF document');
    expect(failure(new Uint8Array([0xff, 0xd8, 0xff, 0xe0])).message).toMatch('a JPEG image');
    let state = 1;
    const noise = Uint8Array.from({ length: 5000 }, () => (state = (state * 48271) % 2147483647) & 255);
    expect(failure(noise).code).toBe('table-binary');
    expect(failure(new Uint8Array(5000)).code).toBe('table-binary');
  });

  it('lets a few NUL bytes through: the rows that have them are judged apart', () => {
    const text = `${ASCII}2,a\0b,Drama\n`;
    expect(decode(latin1(text))).toEqual({ text, encoding: 'ASCII', kinds: [] });
  });
});
