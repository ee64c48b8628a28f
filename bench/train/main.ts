/**
 * The bench's script: measures training steps (`steps.ts`) or, on request, checks single kernels on this adapter
 * (`--parity`) or compares them with tfjs's (`--kernels`).
 */
import { benchKernels } from '../kernels/bench-kernels';
import { reportParity } from '../kernels/report-parity';
import { parseOptions, USAGE, type Options } from './options';
import { doPart, type Part } from './parts';
import { benchSteps } from './steps';

/** @returns whether everything is right. */
async function carryOut(options: Options): Promise<boolean> {
  const right = !options.parity || (await reportParity(options));
  if (options.kernels) await benchKernels(options);
  else if (!options.parity) await benchSteps(options);
  return right;
}

const args = process.argv.slice(2);
try {
  let right = true;
  if (args[0] === '--part') await doPart(JSON.parse(args[1]) as Part);
  else if (args.includes('--help')) console.log(USAGE);
  else right = await carryOut(parseOptions(args));
  // Dawn keeps threads that would prevent the process from ending
  process.exit(right ? 0 : 1);
} catch (error) {
  console.error(args[0] === '--part' ? error : error instanceof Error ? error.message : error);
  process.exit(2);
}
