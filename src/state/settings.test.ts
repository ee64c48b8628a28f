import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, keepSettings, readSettings, settings } from './settings';

describe('settings', () => {
  afterEach(() => settings.setState(DEFAULT_SETTINGS));

  it('are read from storage, each one checked separately', () => {
    expect(readSettings(null)).toEqual(DEFAULT_SETTINGS);
    expect(readSettings('{broken')).toEqual(DEFAULT_SETTINGS);
    expect(readSettings('[1]')).toEqual(DEFAULT_SETTINGS);
    expect(readSettings('{"theme":"dark","motion":"wild","fetchRate":900,"backend":"wasm"}')).toEqual({
      theme: 'dark',
      motion: 'system',
      fetchRate: 20,
      backend: 'wasm',
    });
    expect(readSettings('{"fetchRate":0.2}').fetchRate).toBe(1);
  });

  it('are stored, and survive a storage that refuses', () => {
    const stored = new Map<string, string>();
    keepSettings({
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => {
        stored.set(key, value);
      },
    });
    settings.setState({ theme: 'light' });
    expect(readSettings([...stored.values()][0]).theme).toBe('light');
    keepSettings({
      getItem: () => {
        throw new DOMException('refused', 'SecurityError');
      },
      setItem: () => undefined,
    });
    expect(settings.getState().theme).toBe('light');
  });
});
