import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { DEVELOPMENT_POLICY, HEADERS_FILE, headersWith, POLICY } from './scripts/lib/policy.mjs';

/** The policy in the page itself, for hosts that send no headers, and the headers as a file for those that read one. */
function policy(): Plugin {
  let text = POLICY;
  return {
    name: 'policy',
    configResolved({ command }) {
      if (command === 'serve') text = DEVELOPMENT_POLICY;
    },
    transformIndexHtml: (html) => html.replace('%policy%', text),
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '_headers', source: HEADERS_FILE });
    },
  };
}

/** h5wasm, and the HDF5 library inside it, ask that their notices go along with them. */
const licenceNotices: Plugin = {
  name: 'licence-notices',
  apply: 'build',
  generateBundle() {
    const source = readFileSync(new URL('node_modules/h5wasm/LICENSE.txt', import.meta.url), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'licences/h5wasm.txt', source });
  },
};

export default defineConfig({
  // relative, so that the built folder works under any sub-path
  base: './',
  plugins: [react(), policy(), licenceNotices],
  worker: { format: 'es' },
  server: { headers: headersWith({ policy: DEVELOPMENT_POLICY }) },
  preview: { headers: headersWith() },
  build: { target: 'es2023', chunkSizeWarningLimit: 1500 },
});
