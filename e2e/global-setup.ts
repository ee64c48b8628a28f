/** Stories run on the built page: it is built first if the sources are newer. */
import { ensureBackbone } from '../scripts/lib/backbone.mjs';
import { ensureBuilt } from '../scripts/lib/build.mjs';

export default async function setUp(): Promise<void> {
  await ensureBackbone();
  await ensureBuilt();
  // everything that the stories start uses the same build, whatever is edited meanwhile
  process.env.ONESHEET_AS_BUILT = '1';
}
