/** Stories are told of the built page: it is built first where the sources are newer. */
import { ensureBackbone } from '../scripts/lib/backbone.mjs';
import { ensureBuilt } from '../scripts/lib/build.mjs';

export default async function setUp(): Promise<void> {
  await ensureBackbone();
  await ensureBuilt();
  // what the stories start looks at the same page, whatever is edited meanwhile
  process.env.ONESHEET_AS_BUILT = '1';
}
