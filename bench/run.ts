/**
 * `npm run bench [-- NAME…]`: one script per question; each prints a table and the machine it was measured on. Heats take
 * turns, so that a busy machine slows both sides alike; only the ratios are comparable.
 */
import augmentation from './augmentation';
import features from './features';
import firstLoad from './first-load';
import head from './head';
import kernels from './kernels';
import neighbours from './neighbours';
import posters from './posters';
import table from './table';
import trainWasm from './train-wasm';

const BENCHES: Record<string, () => Promise<unknown>> = {
  table,
  posters,
  augmentation,
  features,
  head,
  neighbours: () => neighbours(),
  kernels: () => kernels(),
  'train-wasm': trainWasm,
  'first-load': firstLoad,
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(', ')}; there are: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}

for (const [name, bench] of Object.entries(BENCHES))
  if (chosen.length === 0 || chosen.includes(name)) await bench();
