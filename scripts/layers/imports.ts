/**
 * Finds the imports of a source file in its syntax tree: static imports, re-exports and dynamic imports, and for each
 * whether it imports only types.
 */
import { parseSync } from 'vite';

export interface Import {
  /** As written: `../core/random`, `react`. */
  request: string;
  /** True if the import disappears when types are stripped. */
  typeOnly: boolean;
}

/**
 * @param file Its name, which determines the dialect (ts or tsx).
 * @param source Its text.
 * @throws if the text cannot be parsed.
 */
export function importsOf(file: string, source: string): Import[] {
  const { module, errors } = parseSync(file, source, { sourceType: 'module' });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const found: Import[] = module.staticImports.map(({ moduleRequest, entries }) => ({
    request: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, isType } of entries)
      if (moduleRequest) found.push({ request: moduleRequest.value, typeOnly: isType });
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = source.slice(moduleRequest.start, moduleRequest.end);
    const quoted = /^['"`]([^'"`$]+)['"`]$/.exec(literal);
    if (quoted) found.push({ request: quoted[1], typeOnly: false });
  }
  return found;
}
