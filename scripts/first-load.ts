/**
 * What a first visit loads before anything is opened: the page's entry, its static imports, and its styles. Computed from
 * the built files, so it needs no browser.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseSync } from 'vite';

export interface LoadedFile {
  /** Path below the built folder. */
  file: string;
  bytes: number;
  /** Bytes after gzip at its default level. */
  gzip: number;
}

/** Static imports of a built module, as paths below the built folder. */
function staticImports(dist: string, file: string): string[] {
  const source = readFileSync(path.join(dist, file), 'utf8');
  const { module } = parseSync(file, source, { sourceType: 'module' });
  return module.staticImports.map(({ moduleRequest }) =>
    path.posix.join(path.posix.dirname(file), moduleRequest.value),
  );
}

/** Every file of the first load, once. @param dist The built folder. */
export function firstLoad(dist: string): LoadedFile[] {
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
  const linked = [...html.matchAll(/(?:src|href)="(\.\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);
  const waiting = ['index.html', ...linked.map((file) => path.posix.normalize(file))];
  const found = new Map<string, LoadedFile>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    const content = readFileSync(path.join(dist, file));
    found.set(file, { file, bytes: content.length, gzip: gzipSync(content).length });
    if (file.endsWith('.js')) waiting.push(...staticImports(dist, file));
  }
  return [...found.values()].toSorted((a, b) => b.gzip - a.gzip);
}
