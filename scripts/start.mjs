/**
 * `npm start`: on a fresh machine with only Node, installs what is missing, builds the page if it is out of date, serves it
 * and opens it. Can be run again at any time.
 * `--no-open` opens no browser, `--port N` sets the port, `--dev` serves the sources and reloads on every edit.
 */
import { parseArgs } from 'node:util';
import { ensureBackbone } from './lib/backbone.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checkNode } from './lib/node-version.mjs';
import { openBrowser } from './lib/open-browser.mjs';
import { DIST } from './lib/paths.mjs';
import { runBin } from './lib/processes.mjs';
import { runScript, say } from './lib/say.mjs';
import { startOnFreePort } from './lib/static-server.mjs';

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      'no-open': { type: 'boolean', default: false },
      port: { type: 'string', default: '4180' },
      dev: { type: 'boolean', default: false },
    },
  });
  checkNode();
  await ensureInstalled();
  await ensureBackbone();
  if (values.dev) {
    await runBin('vite', values['no-open'] ? [] : ['--open']);
    return;
  }
  await ensureBuilt();
  const wanted = Number(values.port);
  const server = await startOnFreePort({ root: DIST, port: wanted });
  // browsers store posters and runs by address, so the address should stay the same
  const url = server.url.replace('127.0.0.1', 'localhost');
  if (wanted !== 0 && server.port !== wanted)
    say(`Port ${wanted} is taken. The browser keeps posters and runs by address: this one starts empty.`);
  say(`\nOnesheet is at ${url}\nLeave this window open; Ctrl+C ends it.`);
  if (!values['no-open']) await openBrowser(url);
});
