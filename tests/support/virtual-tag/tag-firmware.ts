import {
  CONFIG_BYTES,
  DEFAULT_CONFIG,
  decodeConfig,
  encodeConfig,
  streamsOf,
  type Config,
} from '../../../lib/tag/catpace/config';
import {
  decodeRequest,
  encodeAnswer,
  encodeRefusal,
  PROBE_LENGTHS,
  type ControlRequest,
  type ControlStatus,
} from '../../../lib/tag/catpace/control';
import { encodeFrame, encodeProbe, SEQ_MODULUS } from '../../../lib/tag/catpace/frames';
import { PROFILE_VERSION } from '../../../lib/tag/catpace/profile';
import { encodeStatus } from '../../../lib/tag/catpace/status';
import type { Frame, NoteCode, StreamKind } from '../../../lib/tag/frame';
import type { TagCapabilities, TagFault } from '../../../lib/tag/tag';
import { canDo } from './sensor-limits';
import { FrameLog } from './frame-log';
import { FrameReport } from './frame-report';
import type { SampleSource } from './sample-source';
import { Sampler } from './sampler';

export interface FirmwareOptions {
  source: SampleSource;
  capabilities: TagCapabilities;
  /** Size of the frame log. */
  logBytes: number;
  firstBootId: number;
  /** Where seq begins after each boot: just below 2^24 to see it wrap. */
  firstSeq: number;
  /** What the load cell shows without load before the first tare, N. */
  zeroOffsetN: number;
  batteryPercent: number | null;
}

export const DEFAULT_FIRMWARE: Omit<FirmwareOptions, 'source'> = {
  capabilities: { accel: true, tension: true, gyro: false, log: true, button: true },
  logBytes: 2 * 1024 * 1024,
  firstBootId: 1,
  firstSeq: 0,
  zeroOffsetN: 0.36,
  batteryPercent: 87,
};

/** Something that the tag wants to send. */
export interface TagOutput {
  on: 'data' | 'control';
  bytes: Uint8Array;
}

/** Every frame of one boot as it was logged, and how many samples of each stream they hold. */
export interface BootRecord {
  bootId: number;
  frames: Uint8Array[];
  samples: Record<StreamKind, number>;
  /** The source's time − device time, ms; null before the streams were first started. */
  sourceShiftMs: number | null;
  /** Frames that newer ones took the place of before the host released them: index in `frames`, inclusive. */
  overwritten: readonly Readonly<{ from: number; to: number }>[];
  /** First frame that the log still held when the boot ended; null while it goes on. */
  heldFrom: number | null;
}

/** What every Bluetooth link carries in a notification, bytes. */
const SMALLEST_PAYLOAD = 20;
/** The longest probe of the profile. */
export const LARGEST_PAYLOAD = 244;
/** Counts of the load cell's converter per newton: any figure will do. */
const RAW_COUNTS_PER_N = 4096;

/**
 * What runs on a Catpace tag, profile version 1, without any radio: state, log, and what each request is answered with.
 * Time is the tag's world clock in ms and must not go backwards; device time counts from the last boot.
 * One long file, so that every request of the profile can be read beside the state that it changes.
 */
export class TagFirmware {
  readonly boots: BootRecord[] = [];
  /** Frames that went out in reports. */
  resentFrames = 0;
  readonly #options: FirmwareOptions;
  readonly #sampler: Sampler;
  #log: FrameLog;
  #config: Config = DEFAULT_CONFIG;
  #bootedAtMs: number;
  #payloadBytes = SMALLEST_PAYLOAD;
  #batteryPercent: number | null;
  #flushDueMs = 0;
  #calibrationPoints = 0;
  #report: FrameReport | null = null;

  constructor(options: FirmwareOptions, nowMs: number) {
    this.#options = options;
    this.#sampler = new Sampler(options.source, options.zeroOffsetN);
    this.#batteryPercent = options.batteryPercent;
    this.#bootedAtMs = nowMs;
    this.#log = this.#boot(options.firstBootId);
  }

  get bootId(): number {
    return this.boots.at(-1)!.bootId;
  }

  get streaming(): boolean {
    return this.#sampler.running;
  }

  get log(): Pick<FrameLog, 'firstSeq' | 'nextSeq' | 'overwritten'> {
    return this.#log;
  }

  /** How far the source has been played, ms; 0 before the first start. */
  sourceMs(nowMs: number): number {
    return this.#sampler.sourceMs(nowMs);
  }

  /** The battery was changed or the watchdog bit: another boot, an empty log, streams off. */
  reboot(nowMs: number): void {
    this.boots.at(-1)!.heldFrom = this.#log.firstSeq;
    this.#bootedAtMs = nowMs;
    this.#sampler.stop();
    this.#report = null;
    this.#payloadBytes = SMALLEST_PAYLOAD;
    this.#config = DEFAULT_CONFIG;
    this.#log = this.#boot((this.bootId + 1) % 0x10000);
  }

  /** Null: the tag does not know. */
  setBattery(percent: number | null): void {
    this.#batteryPercent = percent;
  }

  setFaults(faults: readonly TagFault[]): void {
    this.#sampler.faults = faults;
  }

  /** Sending to a host that has gone is pointless: a report ends with the link. */
  linkLost(): void {
    this.#report = null;
  }

  note(code: NoteCode, nowMs: number): TagOutput[] {
    const noted = this.#keep({ kind: 'note', code, bytes: new Uint8Array(), ...this.#stamp(nowMs) });
    return this.#pack([noted]);
  }

  readStatus(nowMs: number): Uint8Array {
    return encodeStatus({
      version: PROFILE_VERSION,
      capabilities: this.#options.capabilities,
      bootId: this.bootId,
      firstSeq: this.#onWire(this.#log.firstSeq),
      nextSeq: this.#onWire(this.#log.nextSeq),
      nowMs: this.#deviceMs(nowMs),
      payloadBytes: this.#payloadBytes,
      batteryPercent: this.#batteryPercent,
      faults: this.#sampler.faults,
    });
  }

  readConfig(): Uint8Array {
    return encodeConfig(this.#config);
  }

  /** Percent, 0 when the tag does not know: the Battery Service has no word for that. */
  readBattery(): Uint8Array {
    return Uint8Array.of(this.#batteryPercent ?? 0);
  }

  /** False: refused, and what was in force stays in force. Running streams keep their format. */
  writeConfig(bytes: Uint8Array): boolean {
    const config = bytes.length === CONFIG_BYTES ? decodeConfig(viewOf(bytes)) : null;
    if (!config || !canDo(config, this.#options.capabilities)) return false;
    if (this.streaming && String(encodeConfig(config)) !== String(this.readConfig())) return false;
    this.#config = config;
    return true;
  }

  /** Let time pass: sample, log, and send what is due. */
  advance(nowMs: number): TagOutput[] {
    const outputs: TagOutput[] = [];
    while (this.streaming && this.#flushDueMs <= nowMs) {
      outputs.push(...this.#flush(this.#flushDueMs));
      this.#flushDueMs += this.#config.flushMs;
    }
    while (this.#report && this.#report.dueMs <= nowMs) {
      const frames = this.#report.next(this.#log, this.#payloadBytes);
      this.resentFrames += frames.length;
      outputs.push(...(frames.length > 0 ? this.#pack(frames) : this.#endReport()));
    }
    return outputs;
  }

  /** A write to Control. A request too short to be answered gets silence. */
  control(bytes: Uint8Array, nowMs: number): TagOutput[] {
    const before = this.advance(nowMs);
    const decoded = decodeRequest(viewOf(bytes));
    if (!decoded) return before;
    const { code, txid, request, refusal } = decoded;
    const isBusy = this.#report !== null && request?.op !== 'abort-report';
    const outcome = !request
      ? (refusal ?? 'unknown-op')
      : isBusy
        ? 'busy'
        : this.#perform(request, txid, nowMs);
    if (typeof outcome !== 'string') return [...before, ...outcome];
    return [...before, { on: 'control', bytes: encodeRefusal(code, txid, outcome) }];
  }

  #perform(request: ControlRequest, txid: number, nowMs: number): TagOutput[] | ControlStatus {
    const { capabilities } = this.#options;
    const done = (bytes: Uint8Array): TagOutput[] => [{ on: 'control', bytes }];
    switch (request.op) {
      case 'start':
        if (!this.streaming) {
          this.#sampler.start(streamsOf(this.#config), nowMs);
          this.#flushDueMs = nowMs + this.#config.flushMs;
          this.boots.at(-1)!.sourceShiftMs = this.#sampler.sourceMs(nowMs) - (nowMs - this.#bootedAtMs);
        }
        return done(encodeAnswer('start', txid, {}));
      case 'stop': {
        const last = this.#flush(nowMs);
        this.#sampler.stop();
        return [...last, ...done(encodeAnswer('stop', txid, {}))];
      }
      case 'tare': {
        if (!capabilities.tension) return 'not-available';
        if (this.#sampler.faults.includes('load-cell')) return 'sensor-fault';
        const offsetMilliN = Math.round(this.#sampler.tare(nowMs) * 1000);
        return done(encodeAnswer('tare', txid, { offsetMilliN }));
      }
      case 'calibration-point': {
        if (!capabilities.tension) return 'not-available';
        this.#calibrationPoints++;
        const rawCounts = Math.round((request.forceMilliN / 1000) * RAW_COUNTS_PER_N);
        return done(encodeAnswer('calibration-point', txid, { rawCounts }));
      }
      case 'save-calibration':
        if (!capabilities.tension || this.#calibrationPoints === 0) return 'not-available';
        this.#calibrationPoints = 0;
        return done(encodeAnswer('save-calibration', txid, {}));
      case 'time-sync':
        return done(encodeAnswer('time-sync', txid, { deviceMs: this.#deviceMs(nowMs) }));
      case 'report-range': {
        const [from, to] = [this.#logSeq(request.fromSeq), this.#logSeq(request.toSeq)];
        if (!capabilities.log) return 'not-available';
        if (from > to) return 'value-refused';
        this.#report = new FrameReport(txid, this.#log, from, to, nowMs);
        return [];
      }
      case 'abort-report':
        return [...this.#endReport(), ...done(encodeAnswer('abort-report', txid, {}))];
      case 'release':
        if (!capabilities.log) return 'not-available';
        this.#log.release(this.#logSeq(request.uptoSeq));
        return done(encodeAnswer('release', txid, {}));
      case 'payload-probe':
        return [
          ...PROBE_LENGTHS.map((length): TagOutput => ({ on: 'data', bytes: encodeProbe(length) })),
          ...done(encodeAnswer('payload-probe', txid, {})),
        ];
      case 'set-payload':
        if (request.payloadBytes < SMALLEST_PAYLOAD) return 'value-refused';
        this.#payloadBytes = Math.min(request.payloadBytes, LARGEST_PAYLOAD);
        return done(encodeAnswer('set-payload', txid, { payloadBytes: this.#payloadBytes }));
    }
  }

  #boot(bootId: number): FrameLog {
    const log = new FrameLog(this.#options.capabilities.log ? this.#options.logBytes : 0);
    const samples = { accel: 0, tension: 0, gyro: 0 };
    const { overwritten } = log;
    this.boots.push({ bootId, frames: [], samples, sourceShiftMs: null, overwritten, heldFrom: null });
    return log;
  }

  #flush(untilMs: number): TagOutput[] {
    const hadLost = this.#log.overwritten.length > 0;
    const { samples } = this.boots.at(-1)!;
    const frames = this.#sampler.take(untilMs, this.#payloadBytes).map(({ kind, atMs, counts }) => {
      samples[kind] += counts.length / (kind === 'tension' ? 1 : 3);
      return this.#keep({ kind, counts, ...this.#stamp(atMs) });
    });
    const losesNow = !hadLost && this.#log.overwritten.length > 0 && this.#options.capabilities.log;
    return [...this.#pack(frames), ...(losesNow ? this.note('log-overwritten', untilMs) : [])];
  }

  #deviceMs(worldMs: number): number {
    return Math.round(worldMs - this.#bootedAtMs) % 2 ** 32;
  }

  #stamp(worldMs: number): { seq: number; tMs: number } {
    return { seq: this.#onWire(this.#log.nextSeq), tMs: this.#deviceMs(worldMs) };
  }

  /** The same bytes are logged, notified and re-sent. */
  #keep(frame: Frame): Uint8Array {
    const bytes = encodeFrame(frame);
    this.#log.append(bytes);
    this.boots.at(-1)!.frames.push(bytes);
    return bytes;
  }

  /** The log counts from 0; the wire begins at `firstSeq` and wraps. */
  #onWire(logSeq: number): number {
    return (logSeq + this.#options.firstSeq) % SEQ_MODULUS;
  }

  /** The log's number of a frame that the host names by u24: the one nearest to the newest frame. */
  #logSeq(wireSeq: number): number {
    const back = (this.#onWire(this.#log.nextSeq) - wireSeq + SEQ_MODULUS) % SEQ_MODULUS;
    return this.#log.nextSeq - (back > SEQ_MODULUS / 2 ? back - SEQ_MODULUS : back);
  }

  /** Whole frames into as few notifications as hold them. */
  #pack(frames: readonly Uint8Array[]): TagOutput[] {
    const outputs: TagOutput[] = [];
    let open: number[] = [];
    const close = (): void => {
      if (open.length > 0) outputs.push({ on: 'data', bytes: Uint8Array.from(open) });
      open = [];
    };
    for (const frame of frames) {
      if (open.length + frame.length > this.#payloadBytes) close();
      open.push(...frame);
    }
    close();
    return outputs;
  }

  #endReport(): TagOutput[] {
    const report = this.#report;
    if (!report) return [];
    this.#report = null;
    const bytes = encodeAnswer('report-range', report.txid, {
      sentFrames: report.sentFrames,
      firstAvailableSeq: this.#onWire(this.#log.firstSeq),
      lastSeq: this.#onWire(report.lastSent),
    });
    return [{ on: 'control', bytes }];
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
