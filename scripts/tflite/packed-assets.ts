/** Emscripten's packed assets: one data file, and a loader script with the byte range of each file. */

/**
 * The bytes of the one file whose name ends with `nameEnd`.
 * @throws Error if the loader has no such list, or the list has no such file.
 */
export function readPackedAsset(loader: string, data: Uint8Array, nameEnd: string): Uint8Array {
  const call = /loadPackage\((\{.*\})\)/.exec(loader);
  if (!call) throw new Error('The loader script lists no packed files.');
  const { files } = JSON.parse(call[1]) as { files: { filename: string; start: number; end: number }[] };
  const file = files.find(({ filename }) => filename.endsWith(nameEnd));
  if (!file) throw new Error(`The packed assets have no file ${nameEnd}.`);
  if (file.end > data.length) throw new Error(`The packed assets end before ${nameEnd} does.`);
  return data.subarray(file.start, file.end);
}
