/**
 * npm run posters -- --csv FILE --out DIR [--rate N] …
 * Fetches posters outside the browser, where CORS does not apply. `--help` says more.
 */
import { runPosters } from './posters/run-posters';

const controller = new AbortController();
let firstTime = Infinity;
process.on('SIGINT', () => {
  // one Ctrl-C can arrive twice: from the terminal, and passed on by npm
  if (performance.now() - firstTime > 1000) process.exit(130);
  if (!controller.signal.aborted) firstTime = performance.now();
  controller.abort();
});
process.on('SIGTERM', () => controller.abort());

process.exitCode = await runPosters(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
  signal: controller.signal,
});
