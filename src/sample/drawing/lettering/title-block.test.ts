import { describe, expect, it } from 'vitest';
import { measure } from './draw-text';
import { FACES } from './faces';
import { setTitle } from './title-block';
import type { Typeface } from './typeface';

const FACE: Typeface = {
  measure: (text) => measure(text, FACES.poster),
  draw: () => undefined,
  leading: 1.2,
  lineLength: 11,
  setCase: (text) => text.toUpperCase(),
};

describe('setTitle', () => {
  it('justified: full lines fill the width, small words stay small', () => {
    const block = setTitle('The Magnetic Signal', FACE, {
      width: 200,
      highest: 500,
      justified: true,
      align: 'centre',
    });
    const [the, magnetic, signal] = block.lines;
    expect(block.lines.map(({ text }) => text)).toEqual(['THE', 'MAGNETIC', 'SIGNAL']);
    expect(magnetic.width).toBeCloseTo(200, 6);
    expect(signal.width).toBeCloseTo(200, 6);
    expect(the.capHeight).toBeLessThan(magnetic.capHeight);
    expect(the.x).toBeCloseTo((200 - the.width) / 2, 6);
  });

  it('never exceeds its limits in width and height, and lines do not touch', () => {
    for (const title of ['Go', 'The Improbable Neighbour at Quillstead', 'Who Invited the Moustache'])
      for (const justified of [true, false]) {
        const block = setTitle(title, FACE, { width: 210, highest: 90, justified, align: 'left' });
        expect(block.height).toBeLessThanOrEqual(90 + 1e-9);
        for (const line of block.lines) expect(line.x + line.width).toBeLessThanOrEqual(210 + 1e-9);
        block.lines.slice(1).forEach((line, i) => {
          expect(line.y).toBeGreaterThan(block.lines[i].y + block.lines[i].capHeight);
        });
      }
  });
});
