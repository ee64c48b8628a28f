/**
 * `npm run preview`: serves the built page.
 * `--port N` (0 for any), `--host H`, `--base /sub/path/`; `--no-isolation` omits COOP and COEP, `--no-policy` the content
 * security policy.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DIST } from './lib/paths.mjs';
import { runScript, say, ScriptError } from './lib/say.mjs';
import { startOnFreePort } from './lib/static-server.mjs';

await runScript(async () => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4180' },
      host: { type: 'string', default: '127.0.0.1' },
      base: { type: 'string', default: '/' },
      'no-isolation': { type: 'boolean', default: false },
      'no-policy': { type: 'boolean', default: false },
    },
  });
  if (!existsSync(path.join(DIST, 'index.html')))
    throw new ScriptError('There is no built page yet. Make it with: npm run build');
  const server = await startOnFreePort({
    root: DIST,
    port: Number(values.port),
    host: values.host,
    base: values.base,
    isolation: !values['no-isolation'],
    policy: !values['no-policy'],
  });
  say(`Onesheet is at ${server.url}  (Ctrl+C ends it)`);
});
