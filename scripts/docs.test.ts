/**
 * Checks the documents against the repository: the files, functions, npm scripts and links that they name must exist. A
 * path may be shortened to its end (`best-epoch.ts`), and may be a glob; NAME in it stands for whatever is added there.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './lib/paths.mjs';

/** Folders whose files a document may name; `public/` is left out, since the build fills it. */
const FOLDERS = ['src', 'scripts', 'e2e', 'bench', 'docs', '.github', '.ci'];
const documents = ['.', 'docs'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join(folder, name)),
);
/** Files and folders, as `/src/core/errors.ts`. */
const files = FOLDERS.filter((folder) => existsSync(path.join(ROOT, folder))).flatMap((folder) => [
  `/${folder}`,
  ...readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
    path.posix.join('/', folder, file.replaceAll(path.sep, '/')),
  ),
]);
/** The text of all sources, to look names up in. */
const sources = files
  .filter((file) => /\.(tsx?|mjs|py)$/.test(file) && !file.endsWith('docs.test.ts'))
  .map(read)
  .join('\n');
const scripts = Object.keys(
  (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts,
);

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** Code in backquotes, on one line; fenced blocks are left out. */
function codeOf(text: string): string[] {
  return Array.from(withoutBlocks(text).matchAll(/`([^`]+)`/g), ([, code]) => code.replace(/\s+/g, ' '));
}

function withoutBlocks(text: string): string {
  return text.replace(/^```[^]*?^```$/gm, '');
}

/** Whether code names a file of ours: a path from the root, or the end of a path to a source. */
function namesFile(code: string): boolean {
  if (!/^[\w.*{},/-]+$/.test(code) || /^(\.\.|[A-Z]+)\//.test(code)) return false;
  return FOLDERS.some((folder) => code.startsWith(`${folder}/`)) || /[\w}]\.(tsx?|mjs|py)$/.test(code);
}

/** A path or its end, with `*` and `**` as in a glob, and NAME as `*`. */
function pattern(code: string): RegExp {
  const glob = code
    .replace(/\/$/, '')
    .replace(/\bNAME\b/g, '*')
    .replaceAll('.', '\\.')
    .replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(.*/)?'));
  return new RegExp(`/${glob}$`);
}

/** Every file that a name with choices in braces stands for. */
function spelledOut(code: string): string[] {
  const braces = /\{([^}]*)\}/.exec(code);
  if (!braces) return [code];
  return braces[1].split(',').flatMap((choice) => spelledOut(code.replace(braces[0], choice)));
}

/** GitHub's anchor of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

function anchorsOf(text: string): string[] {
  return Array.from(withoutBlocks(text).matchAll(/^#+ (.+)$/gm), ([, heading]) => anchor(heading));
}

/** What is wrong with a link, or null. Addresses of the web are not followed. */
function linkProblem(document: string, link: string): string | null {
  if (/^[a-z]+:/.test(link)) return null;
  const [file, heading] = link.split('#');
  const target = file ? path.posix.join(path.posix.dirname(document), file) : document;
  if (!existsSync(path.join(ROOT, target))) return `${link}: no such file`;
  if (heading && !anchorsOf(read(target)).includes(heading)) return `${link}: no such heading`;
  return null;
}

function missingFiles(code: readonly string[]): string[] {
  const named = code.filter(namesFile).flatMap(spelledOut);
  return named.filter((one) => !files.some((file) => pattern(one).test(file)));
}

describe.each(documents)('%s', (document) => {
  const text = read(document);
  const code = codeOf(text);

  test('names files that exist', () => {
    expect(missingFiles(code)).toEqual([]);
  });

  test('names functions and fields that the code has', () => {
    const named = code.flatMap((one) => /^[a-z]+[A-Z]\w*(?=(\(.*\))?$)/.exec(one)?.[0] ?? []);
    expect(named.filter((one) => !sources.includes(one))).toEqual([]);
  });

  test('names npm scripts that exist', () => {
    const named = Array.from(text.matchAll(/\bnpm run ([\w:-]+)/g), ([, script]) => script);
    expect(named.filter((one) => !scripts.includes(one))).toEqual([]);
  });

  test('has no broken link', () => {
    const links = Array.from(withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g), ([, link]) => link);
    expect(links.map((link) => linkProblem(document, link)).filter(Boolean)).toEqual([]);
  });
});

test('a name that is wrong would be seen', () => {
  expect(
    missingFiles([
      'src/core/errors.ts',
      'core/{errors,random}.ts',
      'src/**/*.test.ts',
      'e2e/',
      'src/ui/NAME/',
    ]),
  ).toEqual([]);
  expect(
    missingFiles([
      'src/core/nowhere.ts',
      '{errors,nowhere}.ts',
      'src/nowhere/',
      'e2e/*.nowhere.ts',
      'src/nowhere/NAME.ts',
    ]),
  ).toEqual(['src/core/nowhere.ts', 'nowhere.ts', 'src/nowhere/', 'e2e/*.nowhere.ts', 'src/nowhere/NAME.ts']);
  expect(linkProblem('docs/running.md', 'data.md#cleaning-rules')).toBeNull();
  expect(linkProblem('docs/running.md', 'data.md#nowhere')).toContain('no such heading');
  expect(linkProblem('README.md', 'docs/nowhere.md')).toContain('no such file');
});
