/**
 * What the page may do, written once: the content security policy (the `<meta>` of index.html, which the workers
 * inherit, and a header of every server of ours) and the other headers. Only Node's own modules: this runs before
 * anything is installed.
 */

/** Directive → sources. @type {Record<string, string[]>} */
const DIRECTIVES = {
  'default-src': ["'self'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  // every worker starts from a blob, and so do tfjs's threads
  'worker-src': ["'self'", 'blob:'],
  'img-src': ["'self'", 'blob:', 'data:'],
  'style-src': ["'self'"],
  // asked only when a person presses a button that says so: TMDb for posters, Hugging Face for weights
  'connect-src': [
    "'self'",
    'https://image.tmdb.org',
    'https://huggingface.co',
    'https://*.huggingface.co',
    'https://*.hf.co',
    'blob:',
    'data:',
  ],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'none'"],
};

/** @param {Record<string, string[]>} directives */
const written = (directives) =>
  Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');

/** The policy of the built page. */
export const POLICY = written(DIRECTIVES);

/** The development server puts styles and a start-up script into the page as elements; the built page links files. */
export const DEVELOPMENT_POLICY = written({
  ...DIRECTIVES,
  'script-src': [...DIRECTIVES['script-src'], "'unsafe-inline'"],
  'style-src': [...DIRECTIVES['style-src'], "'unsafe-inline'"],
});

/** Cross-origin isolation, which gives WASM its threads. The page works without: a static host need not send it. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * The headers of every response.
 * @param {{ policy?: string | false, isolation?: boolean }} [without] `false` leaves a part out, as some hosts do
 * @returns {Record<string, string>}
 */
export function headersWith({ policy = POLICY, isolation = true } = {}) {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    ...(policy && { 'Content-Security-Policy': policy }),
    ...(isolation && ISOLATION),
  };
}

/** The headers as hosts such as Netlify and Cloudflare Pages read them from a file `_headers` in the built folder. */
export const HEADERS_FILE = `/*\n${Object.entries(headersWith())
  .map(([name, value]) => `  ${name}: ${value}\n`)
  .join('')}`;
