import { type StreamFormat, type StreamKind, VALUES_PER_SAMPLE } from '../../lib/tag/frame';
import type { LinkState, Tag, TagCapabilities, TagEvents, TagInfo, Unsubscribe } from '../../lib/tag/tag';
import { TagEmitter } from '../../lib/tag/tag-emitter';
import { TagError } from '../../lib/tag/tag-error';

const FORMATS: Readonly<Record<StreamKind, StreamFormat>> = {
  accel: { kind: 'accel', rateHz: 50, unitPerCount: 8 / 32768 },
  tension: { kind: 'tension', rateHz: 80, unitPerCount: 0.02 },
  gyro: { kind: 'gyro', rateHz: 50, unitPerCount: 500 / 32768 },
};

export interface ScriptedTagOptions {
  id?: string;
  name?: string;
  streams?: readonly StreamKind[];
  bootId?: number;
  log?: boolean;
}

/** A tag that does what a test says, when it says so. */
export class ScriptedTag implements Tag {
  readonly family = 'catpace';
  info: TagInfo | null = null;
  link: LinkState = 'idle';
  /** The next `connect` fails with this. */
  refuses: TagError | null = null;
  starts = 0;
  stops = 0;
  readonly released: [number, number][] = [];
  readonly #emitter = new TagEmitter();
  readonly #options: Required<ScriptedTagOptions>;
  #seq = 0;

  constructor({
    id = 'tag',
    name = 'Scripted',
    streams = ['accel', 'tension'],
    bootId = 1,
    log = false,
  }: ScriptedTagOptions = {}) {
    this.#options = { id, name, streams, bootId, log };
  }

  on<K extends keyof TagEvents>(type: K, listener: (event: TagEvents[K]) => void): Unsubscribe {
    return this.#emitter.on(type, listener);
  }

  say<K extends keyof TagEvents>(type: K, event: TagEvents[K]): void {
    this.#emitter.emit(type, event);
  }

  go(link: LinkState): void {
    this.link = link;
    this.say('link', link);
  }

  /** Whole samples of one stream, all of one value, from a device time on. */
  send(kind: StreamKind, tMs: number, arrivalMs: number, samples = 10, count = 0): void {
    const counts = new Int16Array(samples * VALUES_PER_SAMPLE[kind]).fill(count);
    const frames = [{ kind, seq: this.#seq++, tMs, counts }];
    this.say('frames', { bootId: this.#options.bootId, arrivalMs, frames });
  }

  connect(): Promise<TagInfo> {
    const { refuses } = this;
    if (refuses) {
      this.refuses = null;
      return Promise.reject(refuses);
    }
    const { id, name, streams, bootId, log } = this.#options;
    const has = (kind: StreamKind): boolean => streams.includes(kind);
    const capabilities: TagCapabilities = {
      accel: has('accel'),
      tension: has('tension'),
      gyro: has('gyro'),
      log,
      button: false,
    };
    this.info ??= {
      family: this.family,
      id,
      name,
      maker: null,
      model: null,
      firmware: null,
      capabilities,
      bootId,
      streams: streams.map((kind) => FORMATS[kind]),
    };
    this.go('preparing');
    return Promise.resolve(this.info);
  }

  start(): Promise<void> {
    this.starts++;
    this.go('live');
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.stops++;
    return Promise.resolve();
  }

  tare(): Promise<number> {
    if (!this.#options.streams.includes('tension'))
      return Promise.reject(new TagError('not-available', 'This tag has no load cell.'));
    return Promise.resolve(0.5);
  }

  release(bootId: number, uptoSeq: number): Promise<void> {
    this.released.push([bootId, uptoSeq]);
    return Promise.resolve();
  }

  disconnect(): Promise<void> {
    if (this.link !== 'ended') this.go('ended');
    return Promise.resolve();
  }
}
