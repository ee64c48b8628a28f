import { describe, expect, it } from 'vitest';
import { pressed, registerActions, runAction, ShortcutReader, shortcutKeys, type KeyPress } from './actions';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe('shortcuts', () => {
  it('have names made of letters, digits and hyphens, and shortcuts on either keyboard', () => {
    expect(pressed(press('k', { ctrlKey: true }), false)).toBe('Mod+K');
    expect(pressed(press('k', { metaKey: true }), true)).toBe('Mod+K');
    expect(pressed(press('k', { ctrlKey: true }), true)).toBe('K');
    expect(pressed(press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+Z');
    // "?" needs Shift on this keyboard but not on others: the shortcut is "?" either way
    expect(pressed(press('?', { shiftKey: true }), false)).toBe('?');
    expect(pressed(press('Enter', { ctrlKey: true }), false)).toBe('Mod+Enter');
  });

  it("are printed with the keyboard's own signs", () => {
    expect(shortcutKeys('Mod+Shift+Z', true)).toEqual(['⌘', '⇧', 'Z']);
    expect(shortcutKeys('G 2', false)).toEqual(['G', '2']);
  });
});

describe('the registry', () => {
  it('runs an action that can run, and says whether it did', () => {
    let runs = 0;
    const run = () => {
      runs++;
    };
    let enabled = false;
    const remove = registerActions([
      { id: 'a', title: 'A', group: 'T', enabled: () => enabled, waitsFor: () => 'later', reads: [], run },
    ]);
    expect(runAction('a')).toBe(false);
    enabled = true;
    expect(runAction('a')).toBe(true);
    expect(runs).toBe(1);
    remove();
    expect(runAction('a')).toBe(false);
  });

  it('reads single keys, and two in a row if the second comes in time', () => {
    const remove = registerActions([
      { id: 'help', title: 'Help', group: 'T', shortcut: '?', run: () => undefined },
      { id: 'go', title: 'Go', group: 'T', shortcut: 'G 2', run: () => undefined },
    ]);
    const reader = new ShortcutReader(false);
    expect(reader.read(press('?', { shiftKey: true }), 0)?.id).toBe('help');
    expect(reader.read(press('g'), 100)).toBeNull();
    expect(reader.read(press('2'), 200)?.id).toBe('go');
    expect(reader.read(press('2'), 300)).toBeNull();
    expect(reader.read(press('g'), 400)).toBeNull();
    expect(reader.read(press('2'), 5000)).toBeNull();
    expect(reader.read(press('g'), 6000)).toBeNull();
    expect(reader.read(press('?', { shiftKey: true }), 6100)?.id).toBe('help');
    remove();
  });
});
