/** `npm run posters` as a function: arguments in, exit code out. */
import { isStop, OnesheetError, toReport } from '../../src/core/errors';
import {
  fetchAll,
  nameById,
  posterJobs,
  RateLimiter,
  TMDB_ATTRIBUTION,
  type BackOff,
  type FailedFetch,
  type Transport,
} from '../../src/core/fetch';
import { HELP, readArguments, UsageError, type PostersArguments } from './arguments';
import { writeFailures, FAILURES_FILE } from './failures-csv';
import { PosterFolder } from './poster-folder';
import { ProgressLines } from './progress-lines';
import { readFilms } from './read-films';

interface Output {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

export interface PostersContext {
  out: Output;
  err: Output;
  /** Stops gracefully: a file that is being written is finished. */
  signal?: AbortSignal;
  /** Overrides the usual waiting times. */
  backOff?: BackOff;
}

const transport: Transport = (url, { signal }) =>
  fetch(url, { signal, headers: { 'user-agent': 'onesheet-posters' } });

async function fetchInto(args: PostersArguments, context: PostersContext): Promise<number> {
  const { films, unusable } = await readFilms(args.csv);
  const lines = new ProgressLines(context.out);
  if (unusable > 0) lines.say(`${unusable} rows of the table are unusable and left out.`);
  const withPath = films.filter((film) => film.posterPath);
  const { jobs, failed } = posterJobs(withPath.slice(0, args.limit ?? undefined), args.base, nameById);
  const folder = await PosterFolder.open(args.out);
  const failures: FailedFetch[] = [...failed];
  lines.say(`${jobs.length} posters of ${films.length} films → ${args.out}`);
  try {
    const report = await fetchAll(jobs, {
      transport,
      cache: folder,
      limiter: new RateLimiter(args.rate),
      signal: context.signal,
      attempts: args.attempts,
      timeoutMs: args.timeoutSeconds * 1000,
      backOff: context.backOff,
      onProgress: (progress) => lines.show(progress),
      onFailure: (failure) => {
        failures.push(failure);
        lines.say(`${failure.title}: ${failure.reason} ${failure.url}`);
      },
    });
    lines.say(`${report.fetched} fetched, ${report.cached} were there, ${failures.length} failed.`);
  } catch (error) {
    lines.say(
      isStop(error) ? 'Stopped. Run the same command again to go on.' : 'Ended before all was fetched.',
    );
    throw error;
  } finally {
    await writeFailures(args.out, failures);
    if (failures.length > 0) lines.say(`What failed is listed in ${args.out}/${FAILURES_FILE}.`);
  }
  lines.say(TMDB_ATTRIBUTION);
  return failures.length > 0 ? 1 : 0;
}

/** Errors caused by the arguments or the input, not by the network. */
function isInputError(error: unknown): boolean {
  return error instanceof OnesheetError && /^(table|file|gzip)-/.test(error.code);
}

/** @returns The exit code; see {@link HELP}. Every failure is one line on `err`. */
export async function runPosters(argv: readonly string[], context: PostersContext): Promise<number> {
  try {
    const args = readArguments(argv);
    if (args) return await fetchInto(args, context);
    context.out.write(HELP);
    return 0;
  } catch (error) {
    if (isStop(error)) return 130;
    if (error instanceof UsageError) {
      context.err.write(`${error.message} "npm run posters -- --help" lists the arguments.\n`);
      return 2;
    }
    const { message, advice, cause } = toReport(error);
    context.err.write(`${message} ${advice}${cause ? ` (${cause})` : ''}\n`);
    return isInputError(error) ? 2 : 1;
  }
}
