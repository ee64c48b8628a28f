import { describe, expect, it } from 'vitest';
import { CONTROLS, isControl, placeOf, readPlace, shownBy, type ControlId } from './places';

const ids = Object.keys(CONTROLS).filter(isControl);

/** The control and the controls that reveal it if it is hidden, outermost last. */
function wayTo(id: ControlId): ControlId[] {
  const way: ControlId[] = [];
  for (let next: ControlId | null = id; next && !way.includes(next); next = shownBy(next)) way.push(next);
  return way;
}

describe('a control that may be hidden', () => {
  const hidden = ids.filter((id) => 'shownBy' in CONTROLS[id]);

  it.each(hidden)('%s can be reached from one that is always visible, in the same workspace', (id) => {
    const way = wayTo(id);
    expect(way.length).toBeGreaterThan(1);
    expect(way.map((each) => placeOf(each).workspace)).toEqual(way.map(() => placeOf(id).workspace));
    expect(way.map(shownBy).at(-1)).toBeNull();
  });
});

describe('a stored place', () => {
  it('is read if it exists, and leads to the workspace if only that exists', () => {
    expect(readPlace('train', 'batch-size')).toEqual({ workspace: 'train', control: 'batch-size' });
    expect(readPlace('train', 'gone')).toEqual({ workspace: 'train' });
    expect(readPlace('data', 'batch-size')).toEqual({ workspace: 'data' });
    expect(readPlace('gone')).toBeNull();
  });
});
