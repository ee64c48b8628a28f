/**
 * What the page is allowed to do, defined once: the content security policy (the `<meta>` of index.html, which the workers
 * inherit, and a header of each of our servers) and the other headers. Uses only Node's own modules, since it runs before
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
  // contacted only when the user presses a button that says so: TMDb for posters, Hugging Face for weights
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

/** The development server adds styles and a start-up script as elements; the built page links files. */
export const DEVELOPMENT_POLICY = written({
  ...DIRECTIVES,
  'script-src': [...DIRECTIVES['script-src'], "'unsafe-inline'"],
  'style-src': [...DIRECTIVES['style-src'], "'unsafe-inline'"],
});

/** Cross-origin isolation, which allows WASM threads. The page also works without it: a static host need not send it. */
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * The headers of every response.
 * @param {{ policy?: string | false, isolation?: boolean }} [without] `false` omits a part, as some hosts do
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

/** The headers in the format of a `_headers` file in the built folder, for hosts such as Netlify and Cloudflare Pages. */
export const HEADERS_FILE = `/*\n${Object.entries(headersWith())
  .map(([name, value]) => `  ${name}: ${value}\n`)
  .join('')}`;
