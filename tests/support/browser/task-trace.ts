import type { CDPSession, Page } from 'playwright-core';

/** A task of a page's main thread. */
export interface MainThreadTask {
  /** By the clock on the wall: with what the machine gave to others meanwhile, ms. */
  wallMs: number;
  /** Processor time that it took itself, ms. */
  cpuMs: number;
}

/** Of Chromium's trace format: https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU. */
interface TraceEvent {
  ph: string;
  name: string;
  pid: number;
  tid: number;
  /** µs. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** Watches the tasks of the extension's pages, stretch by stretch. */
export class TaskTrace {
  readonly #session: CDPSession;
  readonly #longerThanUs: number;
  /** Thread "pid tid" of a page's main thread. */
  readonly #mainThreads = new Set<string>();
  readonly #extensionProcesses = new Set<number>();
  #found: TraceEvent[] = [];

  private constructor(session: CDPSession, longerThanMs: number) {
    this.#session = session;
    this.#longerThanUs = 1_000 * longerThanMs;
    session.on('Tracing.dataCollected', ({ value }) => this.#take(value as unknown as TraceEvent[]));
  }

  /** @param longerThanMs by the wall; shorter tasks are not kept */
  static async of(page: Page, longerThanMs: number): Promise<TaskTrace> {
    const browser = page.context().browser();
    if (!browser) throw new Error('This page belongs to no browser that can be traced.');
    return new TaskTrace(await browser.newBrowserCDPSession(), longerThanMs);
  }

  async start(): Promise<void> {
    this.#found = [];
    await this.#session.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] },
    });
  }

  /** The tasks since `start` that lasted longer. Throws where the trace shows no extension page at all. */
  async stop(): Promise<MainThreadTask[]> {
    const complete = new Promise((resolve) => this.#session.once('Tracing.tracingComplete', resolve));
    await this.#session.send('Tracing.end');
    await complete;
    if (![...this.#mainThreads].some((thread) => this.#extensionProcesses.has(Number(thread.split(' ')[0]))))
      throw new Error('The trace shows no main thread of an extension page.');
    return this.#found
      .filter(({ pid, tid }) => this.#extensionProcesses.has(pid) && this.#mainThreads.has(`${pid} ${tid}`))
      .map(({ dur = 0, tdur = 0 }) => ({ wallMs: dur / 1_000, cpuMs: tdur / 1_000 }));
  }

  #take(events: readonly TraceEvent[]): void {
    for (const event of events) {
      if (event.ph === 'M' && event.name === 'thread_name' && event.args?.name === 'CrRendererMain')
        this.#mainThreads.add(`${event.pid} ${event.tid}`);
      else if (event.ph === 'M' && event.name === 'process_name' && event.args?.name === 'Extension Renderer')
        this.#extensionProcesses.add(event.pid);
      else if (event.name.endsWith('RunTask') && (event.dur ?? 0) > this.#longerThanUs)
        this.#found.push(event);
    }
  }
}
