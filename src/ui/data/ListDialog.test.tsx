// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { OnesheetError } from '../../core/errors';
import { listCsv } from '../../state/dataset';
import { show } from '../testing/show';
import { ListDialog } from './ListDialog';

vi.mock('../../state/dataset', async (original) => ({
  ...(await original<object>()),
  listCsv: vi.fn<typeof listCsv>(),
}));

const showList = (csv: string) => {
  vi.mocked(listCsv).mockResolvedValue(new Blob([csv]));
  return show(<ListDialog list="missing-posters" title="Missing posters" onClose={() => undefined} />);
};

it('shows the rows of a short list, without columns that are empty in all of them', async () => {
  showList('\ufefftitle,imdb_id,reason\n"A, B",tt1,\nC,tt2,\n');
  expect(await screen.findByRole('rowheader', { name: 'A, B' })).toBeDefined();
  expect(screen.getAllByRole('columnheader').map((head) => head.textContent)).toEqual(['Title', 'Imdb id']);
  expect(screen.getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['tt1', 'tt2']);
  expect(screen.queryByText(/are shown/)).toBeNull();
});

it('shows the beginning of a long one and says so', async () => {
  showList(`title\n${Array.from({ length: 250 }, (_, row) => `Film ${row}`).join('\n')}\n`);
  expect(await screen.findByText('The first 100 are shown.')).toBeDefined();
  expect(screen.getAllByRole('rowheader')).toHaveLength(100);
  expect(screen.getByRole('button', { name: 'Download Missing posters as CSV' })).toBeDefined();
});

it('says why the list cannot be shown', async () => {
  vi.mocked(listCsv).mockRejectedValue(
    new OnesheetError('storage-failed', 'The list is gone.', 'Open the table again.'),
  );
  show(<ListDialog list="matched" title="Matched" onClose={() => undefined} />);
  expect((await screen.findByRole('alert')).textContent).toContain('The list is gone.');
});
