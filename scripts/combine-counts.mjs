/** Adds up the counts of several runs of test.mjs, and prints the closing line. A missing file counts as one failure. */
import { existsSync, readFileSync } from 'node:fs';
import { closingLine, NOTHING, plus } from './lib/counting.mjs';

let total = NOTHING;
for (const file of process.argv.slice(2))
  total = plus(total, existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { ...NOTHING, failed: 1 });

console.log(closingLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
