import { stretchWithin, zoomedAround, type Stretch } from '../../lib/charts/stretch';
import { type Zoomable, zoomGestures } from './zoom-gestures';

/** Shortest stretch shown, ms: at 80 Hz still a hundred samples. */
const MIN_SPAN_MS = 1500;
/** What a key moves the cursor by, and with Shift, ms. */
const STEP_MS = 1000;
const BIG_STEP_MS = 10_000;
/** Part of the stretch that a key moves it by. */
const PAN_SHARE = 0.25;

/** The stretch of a time axis that is on the screen: moved and zoomed, and never beyond the axis. */
export class StretchView {
  readonly #durationMs: () => number;
  #wanted = $state.raw<Stretch>({ fromMs: 0, toMs: 0 });
  readonly stretch: Stretch = $derived.by(() =>
    stretchWithin(this.#wanted.fromMs, this.#wanted.toMs - this.#wanted.fromMs, this.#durationMs()),
  );

  /** @param durationMs length of the axis, asked anew whenever it may have changed */
  constructor(durationMs: () => number, firstSpanMs: number) {
    this.#durationMs = durationMs;
    this.#wanted = { fromMs: 0, toMs: firstSpanMs };
  }

  get spanMs(): number {
    return this.stretch.toMs - this.stretch.fromMs;
  }

  show({ fromMs, toMs }: Stretch): void {
    this.#wanted = stretchWithin(fromMs, toMs - fromMs, this.#durationMs());
  }

  panTo(fromMs: number): void {
    this.show({ fromMs, toMs: fromMs + this.spanMs });
  }

  zoomTo(spanMs: number, aroundMs: number): void {
    this.show(
      zoomedAround(this.stretch, aroundMs, spanMs, {
        minSpanMs: MIN_SPAN_MS,
        durationMs: this.#durationMs(),
      }),
    );
  }

  /**
   * Wheel, pinch, drag and double click on the plot, as long as the component lives in whose script this is called.
   * @param plot once it is there
   */
  takeGestures(plot: () => HTMLElement, ask: () => Pick<Zoomable, 'widthPx' | 'wheelZooms'>): void {
    const zoomable = (): Zoomable => ({
      ...ask(),
      durationMs: this.#durationMs(),
      minSpanMs: MIN_SPAN_MS,
      stretch: this.stretch,
    });
    let gestures: ReturnType<typeof zoomGestures> | undefined;
    $effect(() => {
      const made = zoomGestures(plot(), zoomable, (next) => this.show(next));
      gestures = made;
      return () => made.stop();
    });
    // It asks for what it follows.
    $effect(() => gestures?.sync());
  }

  /** What lies under the pointer, ms. */
  msAt({ clientX }: MouseEvent, plot: HTMLElement): number {
    const { left, width } = plot.getBoundingClientRect();
    return this.clamp(this.stretch.fromMs + ((clientX - left) / Math.max(1, width)) * this.spanMs);
  }

  /** Within the axis. */
  clamp(ms: number): number {
    return Math.max(0, Math.min(this.#durationMs(), ms));
  }

  /** Keys of a picture: arrows and their like move the cursor, + and − zoom around it, * shows all, [ and ] move the picture. */
  keydown(event: KeyboardEvent, cursorMs: number, onSeek: (ms: number) => void): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { spanMs } = this;
    const step = event.shiftKey ? BIG_STEP_MS : STEP_MS;
    const seek = (ms: number) => (): void => onSeek(this.clamp(ms));
    const actions: Record<string, () => void> = {
      ArrowLeft: seek(cursorMs - step),
      ArrowDown: seek(cursorMs - step),
      ArrowRight: seek(cursorMs + step),
      ArrowUp: seek(cursorMs + step),
      PageDown: seek(cursorMs - BIG_STEP_MS),
      PageUp: seek(cursorMs + BIG_STEP_MS),
      Home: seek(0),
      End: seek(Infinity),
      '+': () => this.zoomTo(spanMs / 2, cursorMs),
      '-': () => this.zoomTo(spanMs * 2, cursorMs),
      '*': () => this.zoomTo(this.#durationMs(), cursorMs),
      '[': () => this.panTo(this.stretch.fromMs - PAN_SHARE * spanMs),
      ']': () => this.panTo(this.stretch.fromMs + PAN_SHARE * spanMs),
    };
    const act = actions[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** Sideways, by a trackpad or with Shift: d3 knows the wheel as a zoom only. */
  wheel(event: WheelEvent, widthPx: number): void {
    if (event.ctrlKey || event.metaKey) return;
    if (!event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
    event.preventDefault();
    this.panTo(this.stretch.fromMs + ((event.deltaX || event.deltaY) / Math.max(1, widthPx)) * this.spanMs);
  }
}
