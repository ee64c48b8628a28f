/**
 * Finds a Chromium on this machine: one that was named, Playwright's own, or the system's. Installs nothing (see
 * browser-install.mjs).
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

/** Flags for every browser that we start; the last one provides a WebGPU adapter without a GPU. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

function playwrightsOwn() {
  try {
    return [createRequire(import.meta.url)('playwright').chromium.executablePath()];
  } catch {
    return [];
  }
}

/** @returns {string[]} */
function systemPlaces() {
  const home = os.homedir();
  if (process.platform === 'darwin')
    return ['/Applications', path.join(home, 'Applications')].flatMap((folder) => [
      path.join(folder, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
      path.join(folder, 'Chromium.app/Contents/MacOS/Chromium'),
      path.join(folder, 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'),
    ]);
  if (process.platform === 'win32')
    return [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        path.join(folder, 'Google/Chrome/Application/chrome.exe'),
        path.join(folder, 'Chromium/Application/chrome.exe'),
        path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
      ]);
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** The browser to use, or null. `ONESHEET_CHROMIUM` names one explicitly. */
export function findBrowser() {
  const named = process.env.ONESHEET_CHROMIUM;
  const places = named ? [named] : [...playwrightsOwn(), ...systemPlaces()];
  return places.find((place) => existsSync(place)) ?? null;
}
