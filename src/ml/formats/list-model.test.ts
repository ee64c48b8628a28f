import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { listModel } from './list-model';

async function zipOf(files: Record<string, string>): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter('application/zip'));
  // sequential, since a ZIP is one stream
  // oxlint-disable-next-line no-await-in-loop
  for (const [path, text] of Object.entries(files)) await writer.add(path, new TextReader(text));
  return writer.close();
}

describe('listModel', () => {
  it('lists the content, and reads the card', async () => {
    const blob = await zipOf({ 'model.json': '{}', 'model-card.md': '# Comedy or horror' });
    expect(await listModel(blob)).toEqual({
      entries: [
        { path: 'model.json', size: 2 },
        { path: 'model-card.md', size: 18 },
      ],
      card: '# Comedy or horror',
    });
  });
  it.each([
    ['a file that is not a ZIP', () => Promise.resolve(new Blob(['not a zip']))],
    ['a ZIP without a card', () => zipOf({ 'model.json': '{}' })],
  ])('refuses %s', async (_, file) => {
    await expect(listModel(await file())).rejects.toMatchObject({ code: 'model-broken' });
  });
});
