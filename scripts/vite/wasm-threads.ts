/**
 * tfjs hands its threads their code as `wasmFactoryThreadedSimd.toString()`. That text must stand by itself, but
 * it asks for a variable of the module around it, which a minifier renames: the threads then die at once. Only
 * Node and classic scripts need the variable, so what asks for it is taken out before the build.
 */
import type { Plugin } from 'vite';

const FILE = /tfjs-backend-wasm-threaded-simd\.js$/;
const ASKS = [
  /if\s*\(typeof _scriptDir !== "undefined" && _scriptDir\)\s*\{\s*scriptDirectory\s*=\s*_scriptDir;?\s*\}/,
  /\|\|\s*_scriptDir\b/,
];

/** @throws where the file no longer has what is taken out: the library has changed, and so must this. */
export function withoutScriptDir(code: string): string {
  return ASKS.reduce((text, asks) => {
    if (!asks.test(text)) throw new Error(`${FILE.source} has changed: ${asks.source} is not in it`);
    return text.replace(asks, '');
  }, code);
}

export function wasmThreads(): Plugin {
  return {
    name: 'onesheet:wasm-threads',
    apply: 'build',
    transform: {
      filter: { id: FILE },
      handler: (code) => ({ code: withoutScriptDir(code), map: null }),
    },
  };
}
