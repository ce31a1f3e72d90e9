import type { TagFault } from '../tag';
import type { TagEmitter } from '../tag-emitter';

/** Battery and faults of a tag: told when they change, whichever characteristic says so. */
export class TagVitals {
  readonly #emitter: TagEmitter;
  /** Undefined: nothing has been told yet. */
  #batteryPercent: number | null | undefined;
  #faults: readonly TagFault[] = [];

  constructor(emitter: TagEmitter) {
    this.#emitter = emitter;
  }

  takeBattery(percent: number | null): void {
    // Two characteristics tell it; one of them may not know.
    if (percent === this.#batteryPercent || (percent === null && this.#batteryPercent !== undefined)) return;
    this.#batteryPercent = percent;
    this.#emitter.emit('battery', percent);
  }

  takeFaults(faults: readonly TagFault[]): void {
    if (String(faults) === String(this.#faults)) return;
    this.#faults = faults;
    this.#emitter.emit('faults', faults);
  }
}
