/**
 * WebGPU in Node, for the unit tests: Dawn (npm `webgpu`) uses Metal on macOS and Direct3D on Windows, which need no
 * set-up. On Linux it loads the Vulkan loader, which loads a driver. Chromium includes both; its driver is SwiftShader,
 * which needs no GPU. Uses only Node's own modules, since it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './browser.mjs';

const LOADER = 'libvulkan.so.1';
const DRIVER = 'vk_swiftshader_icd.json';

/** The folders in which Chromium may keep its parts: its own first, then Debian's. */
function chromiumFolders() {
  const browser = findBrowser();
  const folders = ['/usr/lib/chromium', '/usr/lib/chromium-browser'];
  return browser ? [path.dirname(realpathSync(browser)), ...folders] : folders;
}

/** @param {string} file @returns {string | undefined} */
const besideChromium = (file) =>
  chromiumFolders()
    .map((folder) => path.join(folder, file))
    .find((place) => existsSync(place));

function systemHasLoader() {
  // a user's PATH may lack /sbin
  const programs = ['ldconfig', '/sbin/ldconfig', '/usr/sbin/ldconfig'];
  const listed = programs.some((program) =>
    spawnSync(program, ['-p'], { encoding: 'utf8' }).stdout?.includes(LOADER),
  );
  const folders = (process.env.LD_LIBRARY_PATH ?? '').split(':').filter(Boolean);
  return (
    listed || ['/usr/lib', '/usr/lib64', ...folders].some((folder) => existsSync(path.join(folder, LOADER)))
  );
}

/**
 * The environment variables by which a Node process finds the loader and the driver. They have to be set before it starts,
 * since the dynamic linker reads LD_LIBRARY_PATH only then. Variables that are already set are not changed.
 * @returns {Record<string, string>}
 */
export function vulkanEnvironment() {
  if (process.platform !== 'linux') return {};
  const loader = besideChromium(LOADER);
  const driver = process.env.VK_ICD_FILENAMES ?? besideChromium(DRIVER);
  const folders = [process.env.LD_LIBRARY_PATH, loader && path.dirname(loader)].filter(Boolean);
  return {
    ...(driver && { VK_ICD_FILENAMES: driver }),
    ...(folders.length > 0 && { LD_LIBRARY_PATH: folders.join(':') }),
  };
}

/** True if Dawn needs a Vulkan loader and would not find one. */
export function lacksVulkan() {
  return process.platform === 'linux' && !besideChromium(LOADER) && !systemHasLoader();
}
