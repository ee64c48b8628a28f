import { describe, expect, it } from 'vitest';
import { CONTROLS, isControl, placeOf, readPlace, shownBy, type ControlId } from './places';

const ids = Object.keys(CONTROLS).filter(isControl);

/** A control and all that lead to it where it is hidden. */
function wayTo(id: ControlId): ControlId[] {
  const way: ControlId[] = [];
  for (let next: ControlId | null = id; next && !way.includes(next); next = shownBy(next)) way.push(next);
  return way;
}

describe('a control that may be hidden', () => {
  const hidden = ids.filter((id) => 'shownBy' in CONTROLS[id]);

  it.each(hidden)('%s has a way to one that is always there, in the same workspace', (id) => {
    const way = wayTo(id);
    expect(way.length).toBeGreaterThan(1);
    expect(way.map((each) => placeOf(each).workspace)).toEqual(way.map(() => placeOf(id).workspace));
    expect(way.map(shownBy).at(-1)).toBeNull();
  });
});

describe('a stored place', () => {
  it('is read where it exists, and leads to the workspace where only that does', () => {
    expect(readPlace('train', 'batch-size')).toEqual({ workspace: 'train', control: 'batch-size' });
    expect(readPlace('train', 'gone')).toEqual({ workspace: 'train' });
    expect(readPlace('data', 'batch-size')).toEqual({ workspace: 'data' });
    expect(readPlace('gone')).toBeNull();
  });
});
