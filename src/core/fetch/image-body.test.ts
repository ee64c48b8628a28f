/** Bodies made by Pillow 9.4 (`python3-pil`): `Image.new('RGB', (1, 1)).save(…)`; see also the specifications' magic numbers. */
import { describe, expect, it } from 'vitest';
import { judgeBody } from './image-body';
import { JPEG } from './testing/poster-server';

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const PNG = bytes(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC',
);
const GIF = bytes('R0lGODdhAQABAIEAAAAAAAAAAAAAAAAAACwAAAAAAQABAAAIBAABBAQAOw==');
const WEBP = bytes('UklGRhoAAABXRUJQVlA4TA4AAAAvAAAAAAcQEf0PRET/Aw==');

describe('judgeBody', () => {
  it.each([
    ['image/jpeg', JPEG],
    ['image/png', PNG],
    ['image/gif', GIF],
    ['image/webp', WEBP],
  ])('recognises %s, whole and cut off', (type, whole) => {
    expect(judgeBody(whole)).toEqual({ kind: 'image', type });
    expect(judgeBody(whole.slice(0, whole.length - 5))).toEqual({ kind: 'cut-off' });
  });

  it('tolerates padding after the end', () => {
    expect(judgeBody(new Uint8Array([...JPEG, 0, 0, 0]))).toMatchObject({ kind: 'image' });
  });

  it('names other content types', () => {
    expect(judgeBody(new Uint8Array(0))).toEqual({ kind: 'cut-off' });
    expect(judgeBody(new TextEncoder().encode('<!doctype html><title>Log in</title>'))).toEqual({
      kind: 'not-an-image',
    });
    expect(judgeBody(new Uint8Array([0xff, 0xd8, 0xff]))).toEqual({ kind: 'not-an-image' });
  });
});
