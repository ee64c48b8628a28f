import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// Cross-origin isolation gives WASM its threads. The page works without: a static host need not send these.
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** The development server puts styles into the page as elements; the built page links files, and allows nothing else. */
const inlineStylesInDevelopment: Plugin = {
  name: 'inline-styles-in-development',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
};

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
  plugins: [react(), inlineStylesInDevelopment, licenceNotices],
  worker: { format: 'es' },
  server: { headers: isolation },
  preview: { headers: isolation },
  build: { target: 'es2023', chunkSizeWarningLimit: 1500 },
});
