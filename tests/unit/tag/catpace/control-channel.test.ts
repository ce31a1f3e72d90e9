import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeAnswer, encodeRefusal } from '../../../../lib/tag/catpace/control';
import { ControlChannel } from '../../../../lib/tag/catpace/control-channel';
import { OperationQueue } from '../../../../lib/tag/gatt/operation-queue';
import { TagError } from '../../../../lib/tag/tag-error';

describe('ControlChannel', () => {
  let written: Uint8Array[];
  let queue: OperationQueue;
  let channel: ControlChannel;
  let strangers: number;
  /** Called at each write; an answer may overtake the write. */
  let onWrite: (bytes: Uint8Array) => void;

  beforeEach(() => {
    vi.useFakeTimers();
    written = [];
    strangers = 0;
    onWrite = () => {};
    queue = new OperationQueue();
    const characteristic = {
      writeValueWithResponse: async (bytes: Uint8Array) => {
        written.push(bytes);
        onWrite(bytes);
      },
    } as unknown as BluetoothRemoteGATTCharacteristic;
    channel = new ControlChannel(queue, characteristic, 255, {
      onWrite: () => {},
      onStranger: () => (strangers += 1),
    });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const take = (bytes: Uint8Array): void => channel.take(new DataView(bytes.buffer));
  const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'done',
      (error: unknown) => (error instanceof TagError ? error.code : error),
    );

  it('matches an answer with its request, also when it overtakes the write', async () => {
    onWrite = ([, txid]) => take(encodeAnswer('tare', txid!, { offsetMilliN: -250 }));
    expect(await channel.request({ op: 'tare' })).toEqual({ offsetMilliN: -250 });
  });

  it('sends one request at a time, each with another txid', async () => {
    const first = channel.request({ op: 'start' });
    const second = channel.request({ op: 'stop' });
    await vi.advanceTimersByTimeAsync(10);
    expect(written).toHaveLength(1);
    take(encodeAnswer('start', written[0]![1]!, {}));
    await first;
    await vi.advanceTimersByTimeAsync(10);
    expect(written.map(([op]) => op)).toEqual([1, 2]);
    expect(written[0]![1]).not.toBe(written[1]![1]);
    take(encodeAnswer('stop', written[1]![1]!, {}));
    await second;
  });

  it('leaves alone what answers nothing that was asked', async () => {
    const outcome = codeOf(channel.request({ op: 'start' }));
    await vi.advanceTimersByTimeAsync(10);
    const txid = written[0]![1]!;
    take(encodeAnswer('start', (txid + 1) & 0xff, {}));
    take(encodeAnswer('stop', txid, {}));
    take(Uint8Array.of(1, 2));
    take(new Uint8Array(0));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toBe('request-timeout');
    take(encodeAnswer('start', txid, {}));
  });

  it('tells an answer that was meant for another program from one of its own that comes late or twice', async () => {
    const outcome = codeOf(channel.request({ op: 'start' }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await outcome).toBe('request-timeout');
    const late = encodeAnswer('start', written[0]![1]!, {});
    take(late);
    take(late);
    take(Uint8Array.of(1, 2));
    expect(strangers).toBe(0);
    take(encodeAnswer('release', written[0]![1]!, {}));
    take(encodeRefusal(1, (written[0]![1]! + 1) & 0xff, 'busy'));
    expect(strangers).toBe(2);
  });

  it('translates refusals', async () => {
    const cases = [
      ['unknown-op', 'not-available'],
      ['bad-length', 'request-refused'],
      ['value-refused', 'request-refused'],
      ['busy', 'request-refused'],
      ['not-available', 'not-available'],
      ['sensor-fault', 'sensor-fault'],
    ] as const;
    for (const [status, code] of cases) {
      onWrite = ([op, txid]) => take(encodeRefusal(op!, txid!, status));
      expect(await codeOf(channel.request({ op: 'tare' }))).toBe(code);
    }
  });

  it('does not believe results that are cut off', async () => {
    onWrite = ([, txid]) => take(Uint8Array.of(0x83, txid!, 0, 1));
    expect(await codeOf(channel.request({ op: 'tare' }))).toBe('request-refused');
  });

  it('goes on after a failure; txid wraps', async () => {
    onWrite = ([op, txid]) => take(encodeRefusal(op!, txid!, 'busy'));
    await codeOf(channel.request({ op: 'tare' }));
    onWrite = ([op, txid]) => take(Uint8Array.of(op! | 0x80, txid!, 0));
    for (let i = 0; i < 300; i += 1) expect(await codeOf(channel.request({ op: 'start' }))).toBe('done');
  });

  it('rejects when the connection goes', async () => {
    const outcome = codeOf(channel.request({ op: 'start' }));
    await vi.advanceTimersByTimeAsync(10);
    queue.abandon();
    expect(await outcome).toBe('link-lost');
    expect(await codeOf(channel.request({ op: 'start' }))).toBe('link-lost');
  });
});
