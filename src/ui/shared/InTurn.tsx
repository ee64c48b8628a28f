/**
 * Draws the slower parts of a view one after the other, each in a task of its own, after the rest of the view is on the
 * screen. A view with many charts then never blocks the page for long.
 */
import { useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';

const waiting = new Set<() => void>();
let going = false;

function drawNext(): void {
  const [draw] = waiting;
  going = draw !== undefined;
  if (!draw) return;
  waiting.delete(draw);
  // rendered within this task: a render that React schedules itself could be merged with the next part's
  flushSync(draw);
  setTimeout(drawNext);
}

/** False at first; true when it is this component's turn: those mounted earlier are drawn first. */
export function useTurn(): boolean {
  const [come, setCome] = useState(false);
  useEffect(() => {
    const draw = () => setCome(true);
    waiting.add(draw);
    if (!going) setTimeout(drawNext);
    going = true;
    return () => void waiting.delete(draw);
  }, []);
  return come;
}

/** Renders its children when their turn comes, and nothing before that. */
export function InTurn({ children }: { children: ReactNode }) {
  return useTurn() ? children : null;
}
