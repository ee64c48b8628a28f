/**
 * How a table is written, as one table of traits: what each may be, and what it is called. The reader judges every
 * trait over many rows; a person may decide any of them, in the page and on the command line.
 */
import { OnesheetError } from '../errors';

/** Every trait of a dialect with its choices. Menus, the command line and the reader go by this table. */
export const DIALECT = {
  encoding: {
    title: 'Encoding',
    choices: {
      'utf-8': 'UTF-8',
      'utf-16le': 'UTF-16LE',
      'utf-16be': 'UTF-16BE',
      'windows-1252': 'Windows-1252 (Western)',
      'windows-1250': 'Windows-1250 (Central European)',
      'windows-1251': 'Windows-1251 (Cyrillic)',
      'iso-8859-15': 'ISO 8859-15 (Western with €)',
      'koi8-r': 'KOI8-R (Cyrillic)',
      ibm866: 'CP866 (Cyrillic, DOS)',
      shift_jis: 'Shift JIS (Japanese)',
      gb18030: 'GB 18030, GBK (Chinese)',
      big5: 'Big5 (Chinese)',
      'euc-kr': 'EUC-KR, CP949 (Korean)',
    },
  },
  delimiter: {
    title: 'Between cells',
    choices: { comma: 'commas', semicolon: 'semicolons', tab: 'tabs', bar: 'vertical bars' },
  },
  quoting: {
    title: 'Quotation marks',
    choices: {
      doubled: 'quote cells; doubled inside ("")',
      backslash: 'quote cells; \\" inside',
      escaped: 'quote cells; \\ escapes everywhere',
      none: 'are part of the text',
    },
  },
  decimal: {
    title: 'Decimal sign',
    choices: { point: 'point (1,234.5)', comma: 'comma (1.234,5)' },
  },
  dates: {
    title: 'Dates',
    choices: { month: 'month first (10/30/1995)', day: 'day first (30/10/1995)' },
  },
  labels: {
    title: 'Between labels',
    choices: {
      bar: 'vertical bars',
      comma: 'commas',
      semicolon: 'semicolons',
      slash: 'slashes',
      space: 'spaces',
      nothing: 'nothing: one label a cell',
    },
  },
} as const;

export type DialectTrait = keyof typeof DIALECT;
export const DIALECT_TRAITS = Object.keys(DIALECT) as DialectTrait[];
export type DialectValue<T extends DialectTrait> = keyof (typeof DIALECT)[T]['choices'] & string;

export type Encoding = DialectValue<'encoding'>;
export type Delimiter = DialectValue<'delimiter'>;
export type Quoting = DialectValue<'quoting'>;
export type DecimalSign = DialectValue<'decimal'>;
export type DateOrder = DialectValue<'dates'>;
export type LabelSeparator = DialectValue<'labels'>;

/** What a person has decided; whatever is left out is judged. */
export type DialectChoice = { [T in DialectTrait]?: DialectValue<T> };

/** One trait as it was read, with what spoke for it. */
export interface DialectFinding {
  trait: DialectTrait;
  value: string;
  /** Columns that it holds for; none where it holds for the whole table. */
  columns: string[];
  /** A clause for a person: what spoke for it. */
  why: string;
  /** Where nothing decides between readings, the page asks. */
  sure: boolean;
}

export const DELIMITER_SIGNS: Record<Delimiter, string> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  bar: '|',
};

export const LABEL_SIGNS: Record<LabelSeparator, string | null> = {
  bar: '|',
  comma: ',',
  semicolon: ';',
  slash: '/',
  space: ' ',
  nothing: null,
};

/** What a choice is called: `commas`. */
export function dialectName(trait: DialectTrait, value: string): string {
  const choices: Record<string, string> = DIALECT[trait].choices;
  return Object.hasOwn(choices, value) ? choices[value] : value;
}

/** @returns the trait and its value where both exist. */
function isChoice(trait: string, value: string): boolean {
  return Object.hasOwn(DIALECT, trait) && Object.hasOwn(DIALECT[trait as DialectTrait].choices, value);
}

/**
 * The choice that `trait=value` names, added to those before.
 * @throws OnesheetError `table-dialect` where there is no such trait or value, with those that there are.
 */
export function withDialect(before: DialectChoice, trait: string, value: string): DialectChoice {
  if (isChoice(trait, value)) return { ...before, [trait]: value };
  const known = Object.hasOwn(DIALECT, trait)
    ? `${trait} is one of ${Object.keys(DIALECT[trait as DialectTrait].choices).join(', ')}.`
    : `A dialect has ${DIALECT_TRAITS.join(', ')}.`;
  throw new OnesheetError('table-dialect', `There is no dialect with ${trait}=${value}.`, known, {
    where: { workspace: 'data', control: 'dialect' },
  });
}
