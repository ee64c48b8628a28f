import { describe, expect, it } from 'vitest';
import { makeSpecs } from '../../specs';
import { glyphOf } from './alphabet';
import { measure } from './draw-text';
import { CREDIT_FACE, FACES } from './faces';

describe('the drawn alphabet', () => {
  it('has every character that posters use', () => {
    const texts = [1, 2, 3].flatMap((seed) =>
      makeSpecs(seed, 600).flatMap((spec) => [spec.title, spec.tagline, ...spec.stars, ...spec.credits]),
    );
    const missing = new Set(
      texts.flatMap((text) => Array.from(text)).filter((each) => each !== ' ' && !glyphOf(each)),
    );
    expect([...missing]).toEqual([]);
  });

  it('stays within its letters’ boxes', () => {
    for (const letter of 'ABCDEFGHIJKLMNOPRSTUVWXYZ0123456789') {
      const glyph = glyphOf(letter);
      const joints = glyph?.bones.flatMap((bone) => bone.joints) ?? [];
      expect(joints.length).toBeGreaterThan(0);
      expect(Math.min(...joints.map(({ x }) => x))).toBeGreaterThanOrEqual(0);
      expect(Math.max(...joints.map(({ x }) => x))).toBeLessThanOrEqual(glyph?.width ?? 0);
      expect(Math.min(...joints.map(({ y }) => y))).toBe(0);
      expect(Math.max(...joints.map(({ y }) => y))).toBe(6);
    }
  });

  it('uses capitals for small letters, and has no glyph for a space', () => {
    expect(glyphOf('a')).toBe(glyphOf('A'));
    expect(glyphOf(' ')).toBeNull();
  });
});

describe('measure', () => {
  it('grows with each letter, and with the width of the face', () => {
    for (const face of Object.values(FACES)) {
      expect(measure('', face)).toBe(0);
      expect(measure('HH', face)).toBeGreaterThan(2 * measure('H', face));
      expect(measure('H H', face)).toBeGreaterThan(measure('HH', face));
    }
    expect(measure('DIRECTED BY', FACES.poster)).toBeGreaterThan(measure('DIRECTED BY', CREDIT_FACE));
  });

  it('moves open letters closer together', () => {
    expect(measure('AV', FACES.poster)).toBeLessThan(measure('HV', FACES.poster));
    expect(measure('LT', FACES.poster)).toBeLessThan(measure('LH', FACES.poster));
  });
});
