/** The bundled backbone's file, for tests of code that loads it. */
import { existsSync, readFileSync } from 'node:fs';

const FILE = 'public/backbones/open-images-mobilenet-v2/model.safetensors';

/** @throws Error if the file has not been made yet: such tests fail rather than being skipped. */
export function bundledWeights(): Uint8Array {
  if (!existsSync(FILE))
    throw new Error(`${FILE} is missing: \`npm run backbone\` makes it, and so does \`npm test\`.`);
  return readFileSync(FILE);
}
