/** A button that shows one of the data set's lists. */
import { useState } from 'react';
import type { ListId } from '../../workers/protocol';
import { Button } from '../shared/Button';
import { ListDialog } from './ListDialog';

export interface ShowListProps {
  list: ListId;
  /** Heading of the list; the button's accessible name is "Show" followed by it. */
  title: string;
  empty?: boolean;
  children?: string;
  variant?: 'quiet' | 'secondary';
}

export function ShowList({ list, title, empty, children = 'Show', variant = 'quiet' }: ShowListProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant={variant}
        aria-label={`${children}: ${title}`}
        waitsFor={empty ? 'the list is empty' : null}
        onClick={() => setOpen(true)}
      >
        {children}
      </Button>
      {open && <ListDialog list={list} title={title} onClose={() => setOpen(false)} />}
    </>
  );
}
