import { describe, expect, it } from 'vitest';
import { spread } from './spread';

describe('spread', () => {
  it('leaves labels that are far enough apart where they are', () =>
    expect(spread([10, 50], 14, [0, 100])).toEqual([10, 50]));
  it('moves close ones apart, keeping their order', () =>
    expect(spread([52, 50], 14, [0, 100])).toEqual([64, 50]));
  it('keeps them inside', () => expect(spread([99, 100], 14, [0, 100])).toEqual([86, 100]));
});
