/**
 * How long single tasks blocked the page's main thread during an action. Each task has its wall time, which the
 * browser's Long Tasks use, and its CPU time, which does not grow when other programs use the same cores.
 */
import type { CDPSession, Page } from '@playwright/test';

export interface MainThreadTask {
  /** Milliseconds from start to end. */
  wall: number;
  /** Milliseconds of CPU time. */
  cpu: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  dur?: number;
  tdur?: number;
  args?: { name?: string; data?: { frames?: { url: string; processId?: number }[] } };
}

/** An action that runs in the page, since a test's own clicking and polling uses the main thread too. */
export type InPage =
  /** Drops the files prepared by `offerFiles` onto the page. */
  | { kind: 'drop' }
  /** Presses the button with this name, or types into the box with this placeholder. */
  | { kind: 'press'; name: string }
  /** Presses the first link, or the label of the first choice, whose text starts with this. */
  | { kind: 'choose'; name: string }
  | { kind: 'type'; name: string; text: string };

/** Performs the action, and waits until the page shows one text, no longer shows another, and has been drawn. */
function act(page: Page, does: InPage, shown: string, gone: string): Promise<void> {
  return page.evaluate(
    async ([does, shown, gone]) => {
      const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
      if (does.kind === 'drop') {
        const dataTransfer = new DataTransfer();
        for (const { file } of window.onesheet?.takeInput().files ?? []) dataTransfer.items.add(file);
        for (const type of ['dragenter', 'dragover', 'drop'])
          document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      } else if (does.kind === 'press') {
        const buttons = [...document.querySelectorAll('button')];
        buttons.find((button) => button.textContent.trim() === does.name)?.click();
      } else if (does.kind === 'choose') {
        const choices = [...document.querySelectorAll<HTMLElement>('a, label')];
        choices.find((choice) => choice.textContent.trim().startsWith(does.name))?.click();
      } else {
        const box = document.querySelector<HTMLInputElement>(`input[placeholder="${does.name}"]`);
        // React notices a value only if it is set through the prototype
        Reflect.set(HTMLInputElement.prototype, 'value', does.text, box);
        box?.dispatchEvent(new Event('input', { bubbles: true }));
      }
      const has = (text: string) => document.body.innerText.includes(text);
      const done = () => has(shown) && (gone === '' || !has(gone));
      // looking lays the page out: not in the task of the press
      do await wait(200);
      while (!done());
      await wait(500);
    },
    [does, shown, gone] as const,
  );
}

async function trace(session: CDPSession, during: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) events.push(event as unknown as TraceEvent);
  });
  await session.send('Tracing.start', {
    traceConfig: {
      includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
    },
    transferMode: 'ReportEvents',
  });
  await during();
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
  return events;
}

/**
 * Tasks of the page's main thread, longest computation first, until the page shows a text, and `gone` no longer.
 * @throws where the trace names no such thread
 */
export async function mainThreadTasks(
  page: Page,
  does: InPage,
  shown: string,
  gone = '',
): Promise<MainThreadTask[]> {
  const session = await page.context().newCDPSession(page);
  const events = await trace(session, () => act(page, does, shown, gone));
  await session.detach();
  const started = events.find(({ name }) => name === 'TracingStartedInBrowser');
  const process = started?.args?.data?.frames?.find(({ url }) =>
    url.startsWith(new URL(page.url()).origin),
  )?.processId;
  const thread = events.find(
    ({ name, pid, args }) => name === 'thread_name' && pid === process && args?.name === 'CrRendererMain',
  );
  if (!thread) throw new Error('The trace does not name the main thread of this page.');
  return events
    .filter(({ name, pid, tid }) => pid === thread.pid && tid === thread.tid && name.endsWith('RunTask'))
    .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, cpu: tdur / 1000 }))
    .toSorted((a, b) => b.cpu - a.cpu);
}
