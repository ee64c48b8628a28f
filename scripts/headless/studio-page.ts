/**
 * Runs the built page in a headless Chromium, and calls its workers from Node. It is exactly what users get: the same
 * files, served in the same way.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright';
import type { ErrorReport } from '../../src/core/errors';
import type { Automation } from '../../src/workers/automation';
import type { DataApi, ComputeApi } from '../../src/workers/protocol';
import type { Method } from '../../src/workers/rpc';
import { CHROMIUM_FLAGS } from '../lib/browser.mjs';
import { ensureBrowser } from '../lib/browser-install.mjs';
import { DIST } from '../lib/paths.mjs';
import { startServer, type StaticServer } from '../lib/static-server.mjs';
import { StudioFailure, WrongInput } from './wrong-input';

/** An origin that does not change with the port, since the browser stores posters and features by origin. */
const HOST = 'onesheet.localhost';

export interface StudioPage {
  page: Page;
  context: BrowserContext;
  server: StaticServer;
  /** Chromium's version. */
  browserVersion: string;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Browser profile to keep; null for a temporary one. */
  cache: string | null;
  isolation?: boolean;
}

async function launch(profile: string, port: number): Promise<BrowserContext> {
  try {
    return await chromium.launchPersistentContext(profile, {
      executablePath: await ensureBrowser(),
      args: [...CHROMIUM_FLAGS, `--host-resolver-rules=MAP ${HOST}:80 127.0.0.1:${port}`],
      acceptDownloads: true,
      handleSIGINT: false,
      handleSIGTERM: false,
    });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (/ProcessSingleton|profile is already in use|existing browser session/i.test(text))
      throw new WrongInput(`--cache: ${profile} is in use by another run`);
    throw error;
  }
}

/** Serves the built page and opens it. */
export async function openStudioPage({ cache, isolation = true }: OpenOptions): Promise<StudioPage> {
  const profile = cache ?? mkdtempSync(path.join(os.tmpdir(), 'onesheet-'));
  const server = await startServer({ root: DIST, isolation });
  let context: BrowserContext | undefined;

  const close = async () => {
    await context?.close();
    await server.close();
    if (cache === null) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    context = await launch(profile, server.port);
    // the script runner calls this to keep function names; the page does not define it
    await context.addInitScript('globalThis.__name = (target) => target;');
    const page = context.pages()[0] ?? (await context.newPage());
    const response = await page.goto(`http://${HOST}/`);
    if (!response?.ok())
      throw new StudioFailure(`There is no built page in ${DIST}: npm run build makes it.`);
    await page.waitForFunction(() => window.onesheet !== undefined, null, { timeout: 30_000 });
    return { page, context, server, close, browserVersion: context.browser()?.version() ?? 'unknown' };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Apis {
  data: DataApi;
  compute: ComputeApi;
}
type Types<W extends keyof Apis, M extends keyof Apis[W]> =
  Apis[W][M] extends Method<infer Args, infer Result, infer Event>
    ? { args: Args; result: Result; event: Event }
    : never;
type Outcome = { result: unknown } | { error: ErrorReport };

/** Errors caused by what the caller provided, by the beginning of their code. */
const CALLERS = /^(table|file|zip|gzip|image|recipe|plan|model|weights)-/;

/** What to do where the page would name one of its buttons. */
const COMMAND_LINE_ADVICE: Record<string, string> = {
  'weights-not-here':
    '--fetch downloads weights that the recipe names on the hub; --weights FILE gives your own; --set backbone.weights.kind=random trains from scratch.',
};

export function fail(error: ErrorReport): never {
  const cause = error.code === 'unexpected' && error.cause ? ` (${error.cause})` : '';
  const advice = COMMAND_LINE_ADVICE[error.code] ?? error.advice;
  const sentence = `${error.message} ${advice}${cause}`.replaceAll(/\s+/g, ' ');
  throw CALLERS.test(error.code) ? new WrongInput(sentence) : new StudioFailure(sentence);
}

export interface StudioCallOptions<Event> {
  onEvent?: (event: Event) => void;
  /** Passes the offered files as an argument: all as `input`, or a single one as `file`. */
  offered?: 'input' | 'file';
  /** Where to save a returned Blob; the call then returns null. */
  saveAs?: string;
}

interface CallInPage {
  worker: string;
  method: string;
  args: object | null;
  listener: string | null;
  offered: 'input' | 'file' | null;
}

type Thrown = Partial<Omit<ErrorReport, 'cause'>> & { cause?: unknown };

/** Runs in the page. */
async function callInPage({ worker, method, args, listener, offered }: CallInPage): Promise<Outcome> {
  try {
    const automation = window.onesheet as Automation;
    const input = offered ? automation.takeInput() : null;
    const given = input && (offered === 'file' ? { file: input.files[0].file } : { input });
    const tell = listener ? (window as unknown as Record<string, (event: unknown) => void>)[listener] : null;
    const remote = automation.studio[worker as 'data'] as unknown as {
      call(method: string, args: unknown, options: { onEvent?: (event: unknown) => void }): Promise<unknown>;
    };
    const all = given ? { ...args, ...given } : args;
    const result = await remote.call(method, all, tell ? { onEvent: tell } : {});
    if (!(result instanceof Blob)) return { result };
    automation.download(result, 'result');
    return { result: null };
  } catch (error) {
    const { code = 'unexpected', message = '', advice = '', cause } = error as Thrown;
    return { error: { code, message, advice, cause: typeof cause === 'string' ? cause : undefined } };
  }
}

let listeners = 0;

/**
 * Calls a worker's method from Node. Arguments and results are passed as JSON with typed arrays; files are passed by
 * `offered`, a returned blob is saved by `saveAs`.
 * @throws WrongInput if the page blames its input, otherwise StudioFailure.
 */
export async function callStudio<W extends keyof Apis, M extends keyof Apis[W] & string>(
  page: Page,
  worker: W,
  method: M,
  args: Omit<Types<W, M>['args'] & object, 'input' | 'file'> | null,
  { onEvent, offered, saveAs }: StudioCallOptions<Types<W, M>['event']> = {},
): Promise<Types<W, M>['result']> {
  const listener = onEvent ? `onesheetEvent${listeners++}` : null;
  if (listener && onEvent) await page.exposeFunction(listener, onEvent);
  const download = saveAs ? page.waitForEvent('download', { timeout: 0 }) : null;
  // a call that fails never downloads
  download?.catch(() => {});
  const call: CallInPage = { worker, method, args, listener, offered: offered ?? null };
  const outcome = await page.evaluate(callInPage, call);
  if ('error' in outcome) fail(outcome.error);
  if (saveAs && download) await (await download).saveAs(saveAs);
  return outcome.result;
}

/** Provides local files and folders to the page, where `window.onesheet.takeInput()` finds them. */
export async function offerFiles(page: Page, paths: string[]): Promise<void> {
  await page.evaluate(() => window.onesheet?.addInputs());
  const folders = paths.filter((given) => statSync(given).isDirectory());
  const files = paths.filter((given) => !folders.includes(given));
  if (files.length > 0) await page.setInputFiles('#automation-files', files);
  for (const folder of folders) await page.setInputFiles('#automation-folder', folder);
}
