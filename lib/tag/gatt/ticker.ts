/** Stop what a `Ticker` was asked for. May be called at any time, however often. */
export type StopTicking = () => void;

/** Time that passes: for whatever must happen while nothing arrives. */
export interface Ticker {
  /** Once, after so many ms. */
  after(ms: number, call: () => void): StopTicking;
  /** Again and again. */
  every(ms: number, call: () => void): StopTicking;
}

/** The page's own timers. Hidden pages have them slowed down to once a second, later once a minute. */
export const timerTicker: Ticker = {
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
  every(ms, call) {
    const timer = setInterval(call, ms);
    return () => clearInterval(timer);
  },
};

/** What the worker is told (`tick-worker.ts`). It answers with the id, each time that it is due. */
export type TickOrder = { id: number; order: 'after' | 'every'; ms: number } | { id: number; order: 'stop' };

interface Order {
  kind: 'after' | 'every';
  ms: number;
  call: () => void;
  /** Set once the worker has failed and the page's timers do its work. */
  stop: StopTicking | null;
}

/** Timers in a worker, which browsers do not slow down. Should the worker fail, the page's timers take over. */
export class WorkerTicker implements Ticker {
  readonly #worker: Pick<Worker, 'postMessage' | 'terminate'>;
  readonly #orders = new Map<number, Order>();
  #nextId = 0;
  #hasFailed = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<number>) => this.#due(data);
    worker.onerror = () => this.#fail();
    worker.onmessageerror = () => this.#fail();
  }

  after(ms: number, call: () => void): StopTicking {
    return this.#give({ kind: 'after', ms, call, stop: null });
  }

  every(ms: number, call: () => void): StopTicking {
    return this.#give({ kind: 'every', ms, call, stop: null });
  }

  #give(order: Order): StopTicking {
    const id = this.#nextId++;
    this.#orders.set(id, order);
    if (this.#hasFailed) this.#keepHere(id, order);
    else this.#tell({ id, order: order.kind, ms: order.ms });
    return () => {
      if (!this.#orders.delete(id)) return;
      if (order.stop) order.stop();
      else this.#tell({ id, order: 'stop' });
    };
  }

  #due(id: number): void {
    const order = this.#orders.get(id);
    // Stopped while the message was on its way.
    if (!order) return;
    if (order.kind === 'after') this.#orders.delete(id);
    order.call();
  }

  /** Late rather than never: a wait begins anew. */
  #fail(): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#worker.terminate();
    for (const [id, order] of this.#orders) this.#keepHere(id, order);
  }

  #keepHere(id: number, order: Order): void {
    order.stop = timerTicker[order.kind](order.ms, () => this.#due(id));
  }

  #tell(order: TickOrder): void {
    this.#worker.postMessage(order);
  }
}

let ofThisPage: Ticker | null = null;

/** The one ticker of this page: in a worker where there are workers (not in Node), made when first asked for. */
export function pageTicker(): Ticker {
  if (ofThisPage) return ofThisPage;
  if (typeof Worker === 'undefined') return timerTicker;
  try {
    const worker = new Worker(new URL('./tick-worker.ts', import.meta.url), {
      type: 'module',
      name: 'catpace-ticks',
    });
    ofThisPage = new WorkerTicker(worker);
  } catch {
    ofThisPage = timerTicker;
  }
  return ofThisPage;
}
