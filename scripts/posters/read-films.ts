/** Reads films from a table on disk (.csv or .csv.gz) with the same reader as the page. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { OnesheetError } from '../../src/core/errors';
import { TextFromBytes } from '../../src/core/films/bytes-to-text';
import { TableReader, type TableResult } from '../../src/core/films/table-reader';

function unreadable(path: string, cause: unknown): OnesheetError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const why = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' }[
    code
  ];
  return new OnesheetError(
    code.startsWith('Z_') ? 'gzip-broken' : 'file-unreadable',
    `The table ${path} cannot be read: ${why ?? (code.startsWith('Z_') ? 'it is no whole gzip file' : code)}.`,
    'Check the path.',
    { cause },
  );
}

/** @throws OnesheetError `file-unreadable`, `gzip-broken`, and what the table reader throws. */
export async function readFilms(path: string): Promise<TableResult> {
  const text = new TextFromBytes();
  const table = new TableReader();
  async function take(source: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const bytes of source) table.push(text.push(bytes));
  }
  try {
    const file = createReadStream(path);
    if (path.toLowerCase().endsWith('.gz')) await pipeline(file, createGunzip(), take);
    else await pipeline(file, take);
  } catch (error) {
    throw error instanceof OnesheetError ? error : unreadable(path, error);
  }
  table.push(text.end());
  return table.end();
}
