/**
 * Starts a worker under the page's content security policy. A worker loaded from its own address takes the policy of
 * that response, and many hosts send none; one loaded from a blob inherits the policy of its creator, which for the
 * page is the `<meta>` of index.html. So the worker is a blob of one line that imports the real script.
 */

/**
 * @param script as returned by `import script from './x.worker.ts?worker&url'`
 * @param name shown in developer tools
 */
export function startWorker(script: string, name: string): Worker {
  // the development server gives a path, which a blob cannot resolve
  const address = new URL(script, import.meta.url).href;
  const source = new Blob([`import ${JSON.stringify(address)};`], { type: 'text/javascript' });
  // the blob's address is not revoked: a browser may read it late, and it is only one line
  return new Worker(URL.createObjectURL(source), { type: 'module', name });
}
