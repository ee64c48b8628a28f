/** The committed modules match their sources, and put nothing into tfjs's memory. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { BINARIES_FILE, compileKernels } from '../../../../scripts/wasm-kernels';
import { BINARIES } from './binaries';

it('are compiled from the current sources', async () => {
  expect(await readFile(BINARIES_FILE, 'utf8')).toBe(await compileKernels());
});

/** The section numbers of a module (https://webassembly.github.io/spec/core/binary/modules.html). */
function sectionsOf(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 8; at < bytes.length;) {
    found.push(bytes[at++]);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      size += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    at += size;
  }
  return found;
}

const START = 8;
const DATA = 11;

it.each(Object.entries(BINARIES))('%s has no data and no start section', (_, base64) => {
  const sections = sectionsOf(Buffer.from(base64, 'base64'));
  expect(sections).not.toContain(DATA);
  expect(sections).not.toContain(START);
});
