/**
 * Starts a worker under the page's content security policy. A worker that is loaded from its own address takes the
 * policy of that response, and many hosts send none; one that is loaded from a blob inherits its creator's, which
 * for the page is the `<meta>` of index.html. So the worker is a blob of one line that imports the real script.
 */

/**
 * @param script as `import script from './x.worker.ts?worker&url'` gives it
 * @param name shown in developer tools
 */
export function startWorker(script: string, name: string): Worker {
  // the development server gives a path, and a blob has no place from which it could be found
  const address = new URL(script, import.meta.url).href;
  const source = new Blob([`import ${JSON.stringify(address)};`], { type: 'text/javascript' });
  // the blob's address is not revoked: a browser may read it late, and it holds one line
  return new Worker(URL.createObjectURL(source), { type: 'module', name });
}
