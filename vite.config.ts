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

export default defineConfig({
  // relative, so that the built folder works under any sub-path
  base: './',
  plugins: [react(), inlineStylesInDevelopment],
  worker: { format: 'es' },
  server: { headers: isolation },
  preview: { headers: isolation },
  build: { target: 'es2023', chunkSizeWarningLimit: 1500 },
});
