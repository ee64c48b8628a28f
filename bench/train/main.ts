/**
 * The bench's script: training steps (`steps.ts`) or, where asked for, single kernels: whether they are right on this
 * adapter (`--parity`), and how they compare with tfjs's (`--kernels`).
 */
import { benchKernels } from '../kernels/bench-kernels';
import { parseOptions, USAGE, type Options } from './options';
import { doPart, type Part } from './parts';
import { benchSteps } from './steps';

async function carryOut(options: Options): Promise<void> {
  if (options.kernels) await benchKernels(options);
  else await benchSteps(options);
}

const args = process.argv.slice(2);
try {
  if (args[0] === '--part') await doPart(JSON.parse(args[1]) as Part);
  else if (args.includes('--help')) console.log(USAGE);
  else await carryOut(parseOptions(args));
  // Dawn keeps threads that would hold the process
  process.exit(0);
} catch (error) {
  console.error(args[0] === '--part' ? error : error instanceof Error ? error.message : error);
  process.exit(2);
}
