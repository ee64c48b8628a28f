/** Opens an address in the user's browser; does nothing if there is no screen. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

function inWindowsSubsystem() {
  if (process.platform !== 'linux') return false;
  try {
    return /microsoft/i.test(readFileSync('/proc/version', 'utf8'));
  } catch {
    return false;
  }
}

/**
 * The platform's command for opening a URL, or null if nobody would see the page.
 * @param {string} url
 * @returns {[string, string[]] | null}
 */
function opener(url) {
  if (process.env.CI) return null;
  if (process.platform === 'darwin') return ['open', [url]];
  if (process.platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]];
  if (inWindowsSubsystem()) return ['rundll32.exe', ['url.dll,FileProtocolHandler', url]];
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return ['xdg-open', [url]];
  return null;
}

/**
 * @param {string} url
 * @returns {Promise<boolean>} whether an opener was started
 */
export function openBrowser(url) {
  const command = opener(url);
  if (!command) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(command[0], command[1], { detached: true, stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('spawn', () => resolve(true));
    child.unref();
  });
}
