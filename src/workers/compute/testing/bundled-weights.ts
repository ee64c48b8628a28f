/** The bundled backbone's file, for tests of what loads it. */
import { existsSync, readFileSync } from 'node:fs';

const FILE = 'public/backbones/open-images-mobilenet-v2/model.safetensors';

/** @throws Error where the file has not been made yet: such a test fails, it is not skipped. */
export function bundledWeights(): Uint8Array {
  if (!existsSync(FILE))
    throw new Error(`${FILE} is missing: \`npm run backbone\` makes it, as \`npm test\` does.`);
  return readFileSync(FILE);
}
