/** Runs the parity checks of the kernels and prints what is wrong. */
import { describeMachine, findAdapter, today } from '../train/adapter';
import type { Options } from '../train/options';
import { runPart } from '../train/parts';

/** As in the browser tests. */
const TOLERANCE = 1e-4;

/** All cases on a GPU; on a software adapter a few of each kernel, unless all are requested. @returns whether all are right. */
export async function reportParity(options: Options): Promise<boolean> {
  const adapter = await findAdapter(options.adapter);
  const all = options.all || !adapter.software;
  console.error('parity …');
  const { f16, results } = await runPart<'parity'>({ kind: 'parity', adapter: adapter.adapter, all });
  const wrong = results.filter(({ error }) => !(error <= TOLERANCE));
  const worst = results.reduce((most, { error }) => Math.max(most, error), 0);
  console.log(`\nParity of the kernels with float64 loops, on ${adapter.name}`);
  console.log(`${today()} · ${describeMachine()}`);
  const tiles = f16
    ? 'tiles of 16 bits among them'
    : 'without tiles of 16 bits, for which it has no shader-f16';
  console.log(
    `${results.length} checks (${tiles}): ${wrong.length} beyond ${TOLERANCE}, largest error ${worst.toExponential(1)}`,
  );
  if (wrong.length > 0)
    console.table(
      wrong.map(({ title, error, found }) => ({ check: title, error: error.toExponential(1), of: found })),
    );
  return wrong.length === 0;
}
