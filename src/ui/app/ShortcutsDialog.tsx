/** The list of shortcuts, taken from the registry. */
import { useStore } from 'zustand';
import { actions } from '../../state/actions';
import { ui } from '../../state/ui';
import { Dialog } from '../shared/Dialog';
import { keysText } from '../shared/platform';
import { Table } from '../shared/Table';

const WITHIN = [
  { keys: 'Tab', title: 'Move between parts of the page' },
  { keys: '← → ↑ ↓', title: 'Move within tabs, choices, tables and posters' },
  { keys: 'Esc', title: 'Close the open panel' },
];

export default function ShortcutsDialog() {
  const byId = useStore(actions, (state) => state.byId);
  const rows = [...byId.values()].flatMap(({ shortcut, title }) =>
    shortcut ? [{ keys: keysText(shortcut), title }] : [],
  );
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => ui.setState({ overlay: null })}>
      <Table
        caption="Keyboard shortcuts"
        rows={[...rows, ...WITHIN]}
        rowKey={(row) => row.title}
        columns={[
          { id: 'title', title: 'Action', header: true, render: (row) => row.title },
          { id: 'keys', title: 'Keys', number: true, render: (row) => <kbd>{row.keys}</kbd> },
        ]}
      />
    </Dialog>
  );
}
