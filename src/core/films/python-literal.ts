/**
 * Python literals as TMDb's table holds them (`[{'id': 35, 'name': 'Comedy'}]`) → plain values. A strict
 * recursive-descent reader of the part of what `ast.literal_eval` takes that a table can hold (no sets, bytes,
 * complex or hexadecimal numbers, raw or triple-quoted strings, tuples without brackets): nothing is ever evaluated.
 */

export type PythonValue = null | boolean | number | string | PythonValue[] | { [key: string]: PythonValue };

/** Nesting deeper than this is refused, so that no text can exhaust the stack. */
const DEEPEST = 64;

/**
 * Lists and tuples become arrays, dicts become objects without a prototype (keys as text), integers and floats
 * become numbers.
 * @throws SyntaxError with the offset of what does not fit.
 */
export function parsePythonLiteral(text: string): PythonValue {
  const reader = new LiteralReader(text);
  return reader.whole();
}

const NAMES: ReadonlyMap<string, null | boolean> = new Map([
  ['None', null],
  ['True', true],
  ['False', false],
]);
const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '\\': '\\',
    "'": "'",
    '"': '"',
    a: '\x07',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
    '\n': '',
  }),
);
const HEX_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);
const DIGITS = '[0-9](?:_?[0-9])*';
const EXPONENT = `[eE][+-]?${DIGITS}`;
const FLOAT = `(?:${DIGITS}\\.(?:${DIGITS})?|\\.${DIGITS})(?:${EXPONENT})?|${DIGITS}${EXPONENT}`;
const INTEGER = '0(?:_?0)*|[1-9](?:_?[0-9])*';
const NUMBER = new RegExp(`[+-]?(?:${FLOAT}|${INTEGER})`, 'y');

class LiteralReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  whole(): PythonValue {
    this.space();
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail('nothing more');
    return value;
  }

  private value(): PythonValue {
    const next = this.text[this.at];
    if (next === '[') return this.items('[', ']').items;
    if (next === '(') return this.tuple();
    if (next === '{') return this.dict();
    if (next === "'" || next === '"') return this.strings();
    if (next === undefined) this.fail('a value');
    if (/[uUbBrR]/.test(next) && /['"]/.test(this.text[this.at + 1] ?? '')) {
      if (next !== 'u' && next !== 'U') this.fail('a plain string');
      this.at++;
      return this.strings();
    }
    if (/[A-Za-z]/.test(next)) return this.name();
    return this.number();
  }

  private name(): null | boolean {
    const word = /[A-Za-z_]\w*/y;
    word.lastIndex = this.at;
    const found = word.exec(this.text)?.[0] ?? '';
    const value = NAMES.get(found);
    if (value === undefined) this.fail('None, True or False');
    this.at += found.length;
    return value;
  }

  private number(): number {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text)?.[0];
    if (found === undefined) this.fail('a value');
    this.at += found.length;
    if (/[\w.]/.test(this.text[this.at] ?? '')) this.fail('the end of a number');
    return Number(found.replaceAll('_', ''));
  }

  /** A bracketed list; `trailingComma` tells `(1)` from `(1,)`. */
  private items(open: string, close: string): { items: PythonValue[]; trailingComma: boolean } {
    this.enter(open);
    const items: PythonValue[] = [];
    let trailingComma = false;
    while (this.text[this.at] !== close) {
      items.push(this.value());
      trailingComma = this.comma(close);
    }
    this.leave(close);
    return { items, trailingComma };
  }

  private tuple(): PythonValue {
    const { items, trailingComma } = this.items('(', ')');
    return items.length === 1 && !trailingComma ? items[0] : items;
  }

  private dict(): PythonValue {
    this.enter('{');
    const dict = Object.create(null) as { [key: string]: PythonValue };
    while (this.text[this.at] !== '}') {
      const key = this.value();
      if (typeof key === 'object' && key !== null) this.fail('a plain key');
      this.space();
      if (this.text[this.at] !== ':') this.fail('":"');
      this.at++;
      this.space();
      dict[String(key)] = this.value();
      this.comma('}');
    }
    this.leave('}');
    return dict;
  }

  /** Adjacent strings are one, as in Python. */
  private strings(): string {
    let all = '';
    let next = this.text[this.at];
    while (next === "'" || next === '"') {
      if (this.text.startsWith(next.repeat(3), this.at)) this.fail('a string in single quotation marks');
      all += this.string(next);
      this.space();
      next = this.text[this.at];
    }
    return all;
  }

  private string(quote: string): string {
    const text = this.text;
    let value = '';
    let plain = ++this.at;
    for (;;) {
      const char = text[this.at];
      if (char === undefined || char === '\n') this.fail(`the closing ${quote}`);
      if (char === quote) break;
      if (char !== '\\') {
        this.at++;
        continue;
      }
      value += text.slice(plain, this.at) + this.escape();
      plain = this.at;
    }
    value += text.slice(plain, this.at);
    this.at++;
    return value;
  }

  /** The escape at the cursor; an unknown one stands for itself with its backslash, as in Python. */
  private escape(): string {
    const kind = this.text[this.at + 1];
    if (kind === undefined) this.fail('the rest of an escape');
    const simple = SIMPLE_ESCAPES.get(kind);
    if (simple !== undefined) {
      this.at += 2;
      return simple;
    }
    const digitCount = HEX_LENGTHS.get(kind);
    if (digitCount !== undefined) return this.codePoint(digitCount);
    const octal = /[0-7]{1,3}/y;
    octal.lastIndex = this.at + 1;
    const digits = octal.exec(this.text)?.[0];
    if (digits !== undefined) {
      this.at += 1 + digits.length;
      return String.fromCharCode(parseInt(digits, 8));
    }
    if (kind === 'N') this.fail('an escape without a character name');
    this.at += 2;
    return `\\${kind}`;
  }

  private codePoint(length: number): string {
    const digits = this.text.slice(this.at + 2, this.at + 2 + length);
    if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) this.fail(`${length} hexadecimal digits`);
    const code = parseInt(digits, 16);
    if (code > 0x10ffff) this.fail('a code point up to 10ffff');
    this.at += 2 + length;
    return String.fromCodePoint(code);
  }

  private enter(open: string): void {
    if (++this.depth > DEEPEST) this.fail(`at most ${DEEPEST} levels`);
    this.at += open.length;
    this.space();
  }

  private leave(close: string): void {
    this.depth--;
    this.at += close.length;
  }

  /** Behind an item: a comma or the closing bracket. True where there was a comma. */
  private comma(close: string): boolean {
    this.space();
    const next = this.text[this.at];
    if (next === close) return false;
    if (next !== ',') this.fail(`"," or "${close}"`);
    this.at++;
    this.space();
    return true;
  }

  private space(): void {
    while (/[ \t\r\n\f]/.test(this.text[this.at] ?? '')) this.at++;
  }

  private fail(wanted: string): never {
    throw new SyntaxError(`expected ${wanted} at character ${this.at + 1}`);
  }
}
