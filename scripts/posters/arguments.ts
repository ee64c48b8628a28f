/** Parses the command line of `npm run posters`, or says in one sentence what is wrong with it. */
import { parseArgs } from 'node:util';
import { RATE, TMDB_ATTRIBUTION, TMDB_POSTER_BASE } from '../../src/core/fetch';

export interface PostersArguments {
  csv: string;
  out: string;
  /** Posters per second. */
  rate: number;
  base: string;
  /** Only the first `limit` films of the table; null for all. */
  limit: number | null;
  attempts: number;
  timeoutSeconds: number;
}

/** A mistake in the command line; the message is for the user. */
export class UsageError extends Error {}

export const HELP = `npm run posters -- --csv FILE --out DIR [options]

Fetches the posters of the films in a TMDb table into a folder, one file a film, named by its
IMDb id (by its TMDb id where it has none). What the folder has is not fetched again: run the
same command again to go on after Ctrl-C or to try what failed once more.

  --csv FILE       the table (.csv, .csv.gz): movies_metadata.csv, popular-films.csv, …
  --out DIR        the folder; made where it does not exist
  --rate N         posters a second, ${RATE.lowest} to ${RATE.highest} (default ${RATE.byDefault})
  --limit N        only the first N films of the table that have a poster path
  --base-url URL   what the poster path comes behind (default ${TMDB_POSTER_BASE})
  --attempts N     attempts at one poster, 1 to 20 (default 5)
  --timeout N      seconds for one attempt, 1 to 600 (default 30)
  --help           this text

Posters that could not be had are listed in DIR/failures.csv.
Exit code: 0 all there · 1 some failed, or the server cannot be reached · 2 wrong arguments
or an unusable table · 130 stopped.

${TMDB_ATTRIBUTION}
`;

function number(name: string, text: string, lowest: number, highest: number, whole: boolean): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || (whole && !Number.isInteger(value)))
    throw new UsageError(`--${name} takes a ${whole ? 'whole ' : ''}number, not "${text}".`);
  if (value < lowest || value > highest)
    throw new UsageError(`--${name} takes ${lowest} to ${highest}, not ${text}.`);
  return value;
}

function address(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search || url.hash)
    throw new UsageError(`--base-url takes an address that begins with http:// or https://, not "${text}".`);
  return text;
}

const OPTIONS = {
  csv: { type: 'string' },
  out: { type: 'string' },
  rate: { type: 'string', default: String(RATE.byDefault) },
  limit: { type: 'string' },
  'base-url': { type: 'string', default: TMDB_POSTER_BASE },
  attempts: { type: 'string', default: '5' },
  timeout: { type: 'string', default: '30' },
  help: { type: 'boolean', default: false },
} as const;

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node's messages are good, but only their first sentence says what is wrong
    throw new UsageError(error instanceof Error ? error.message.split('. ')[0] + '.' : String(error));
  }
}

/**
 * @returns null if help was requested.
 * @throws UsageError
 */
export function readArguments(argv: readonly string[]): PostersArguments | null {
  const values = parse(argv);
  if (values.help) return null;
  if (!values.csv) throw new UsageError('--csv FILE is missing: the table whose posters are to be fetched.');
  if (!values.out) throw new UsageError('--out DIR is missing: the folder that the posters go into.');
  return {
    csv: values.csv,
    out: values.out,
    rate: number('rate', values.rate, RATE.lowest, RATE.highest, false),
    base: address(values['base-url']),
    limit: values.limit === undefined ? null : number('limit', values.limit, 1, 1e9, true),
    attempts: number('attempts', values.attempts, 1, 20, true),
    timeoutSeconds: number('timeout', values.timeout, 1, 600, false),
  };
}
