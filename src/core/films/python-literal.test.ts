import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import literals from '../../../scripts/reference/python-literals.json';
import { parsePythonLiteral } from './python-literal';

type Case = { text: string; value?: unknown; refused?: boolean };

/** What is read, or that it is refused; anything that is no SyntaxError goes through. */
function read(text: string): { value: unknown } | { refused: true } {
  try {
    return { value: parsePythonLiteral(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return { refused: true };
    throw error;
  }
}

describe('parsePythonLiteral', () => {
  it("takes what Python's ast.literal_eval takes, and refuses what it refuses", () => {
    for (const { text, ...wanted } of literals as Case[])
      expect(JSON.parse(JSON.stringify({ text, ...read(text) }))).toEqual({ text, ...wanted });
  });

  it('refuses what it leaves out of the language, and never runs anything', () => {
    for (const text of ['{1, 2}', "b'x'", "r'x'", "'''x'''", '1+2j', '...', '# x', "'\\N{DASH}'", '- 1'])
      expect(() => parsePythonLiteral(text)).toThrow(SyntaxError);
  });

  it('refuses nesting without end', () => {
    expect(() => parsePythonLiteral('['.repeat(100_000))).toThrow('at most 64 levels');
  });

  it('keeps dangerous names as plain keys', () => {
    const dict = parsePythonLiteral("{'__proto__': 1}");
    expect(Object.getPrototypeOf(dict)).toBe(null);
    expect(Object.keys(dict as object)).toEqual(['__proto__']);
  });

  it('either reads a text or throws a SyntaxError, whatever the text', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '(',
      ')',
      "'",
      '"',
      '\\',
      ',',
      ':',
      '1',
      '.',
      'e',
      'x',
      'None',
      ' ',
      '\n',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        expect(() => read(parts.join(''))).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});
