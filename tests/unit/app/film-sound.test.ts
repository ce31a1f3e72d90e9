import {
  AudioSample,
  AudioSampleSource,
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  MkvOutputFormat,
  MovOutputFormat,
  Output,
} from 'mediabunny';
import { describe, expect, it, vi } from 'vitest';
import { readFilmSound } from '../../../lib/app/film-sound';
import { HOP_S } from '../../../lib/signal/sound-envelope';

const RATE_HZ = 48_000;
const FPS = 30;

/** A film with this sound, uncoded, and a picture of so many bytes a frame that nobody could show. */
async function film(
  sound: Float32Array | null,
  { format = 'mov', frameBytes = 1000, seconds = 4, fromS = 0 } = {},
): Promise<ArrayBuffer> {
  const target = new BufferTarget();
  const output = new Output({
    format: format === 'mov' ? new MovOutputFormat({ fastStart: false }) : new MkvOutputFormat(),
    target,
  });
  const picture = new EncodedVideoPacketSource('vp8');
  output.addVideoTrack(picture, { frameRate: FPS });
  const voice = new AudioSampleSource({ codec: 'pcm-s16' });
  if (sound) output.addAudioTrack(voice);
  await output.start();
  const [width, height] = [16, 16];
  for (let i = 0; i < seconds * FPS; i++) {
    const packet = new EncodedPacket(new Uint8Array(frameBytes), i === 0 ? 'key' : 'delta', i / FPS, 1 / FPS);
    await picture.add(
      packet,
      i === 0 ? { decoderConfig: { codec: 'vp8', codedWidth: width, codedHeight: height } } : undefined,
    );
    const [from, to] = [i, i + 1].map((n) => Math.round((n * RATE_HZ) / FPS)) as [number, number];
    if (!sound) continue;
    const sample = new AudioSample({
      data: sound.slice(from, to),
      format: 'f32',
      numberOfChannels: 1,
      sampleRate: RATE_HZ,
      timestamp: fromS + from / RATE_HZ,
    });
    await voice.add(sample);
    sample.close();
  }
  await output.finalize();
  return target.buffer!;
}

function clickAt(atS: number, seconds = 4): Float32Array {
  const sound = new Float32Array(seconds * RATE_HZ);
  for (let i = 0; i < 200; i++) sound[Math.round(atS * RATE_HZ) + i] = i % 2 === 0 ? 0.5 : -0.5;
  return sound;
}

const listen = (blob: Blob, more: Partial<Parameters<typeof readFilmSound>[1]> = {}) =>
  readFilmSound(blob, { mostS: 60, onHeard: () => {}, signal: new AbortController().signal, ...more });

/** When the sound is loudest, s. */
async function loudestS(blob: Blob): Promise<number> {
  const envelope = await listen(blob);
  if (typeof envelope === 'string') throw new Error(envelope);
  const { levelsDb } = envelope;
  return levelsDb.indexOf(Math.max(...levelsDb)) * HOP_S;
}

/** Counts what is read of it. */
class CountedBlob extends Blob {
  readBytes = 0;

  override slice(from = 0, to = this.size): Blob {
    const part = super.slice(from, to);
    const count = (bytes: number): void => void (this.readBytes += bytes);
    const { stream, arrayBuffer } = part;
    part.arrayBuffer = () => {
      count(part.size);
      return arrayBuffer.call(part);
    };
    part.stream = (() =>
      (stream.call(part) as ReadableStream<Uint8Array>).pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform: (chunk, control) => {
            count(chunk.length);
            control.enqueue(chunk);
          },
        }),
      )) as Blob['stream'];
    return part;
  }
}

describe('the sound of a film', () => {
  it.each(['mov', 'mkv'])('is heard on the film’s own time in %s', async (format) => {
    expect(await loudestS(new Blob([await film(clickAt(2.5), { format })]))).toBeCloseTo(2.5, 2);
    const late = await film(clickAt(1), { format, fromS: 0.7 });
    expect(await loudestS(new Blob([late]))).toBeCloseTo(1.7, 2);
  });

  it('is told as it goes, ends at the bound, and stops when it is told to', async () => {
    const blob = new Blob([await film(clickAt(2, 20), { seconds: 20 })]);
    const onHeard = vi.fn();
    const envelope = await listen(blob, { mostS: 12, onHeard });
    expect(typeof envelope === 'string' ? NaN : envelope.heardS).toBeCloseTo(12, 0);
    expect(onHeard.mock.calls.length).toBeGreaterThanOrEqual(3);
    const abort = new AbortController();
    const stopped = listen(blob, { signal: abort.signal, onHeard: () => abort.abort() });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('that is not there, or of a file that is no film or was cut off, is no sound and no error', async () => {
    expect(await listen(new Blob([await film(null)]))).toBe('no-sound');
    expect(await listen(new Blob([new Uint8Array(5000).fill(7)]))).toBe('unreadable');
    expect(await listen(new Blob([]))).toBe('unreadable');
    const whole = await film(clickAt(2));
    // The table of a MOV is at its end.
    expect(await listen(new Blob([whole.slice(0, whole.byteLength / 2)]))).toBe('unreadable');
  });

  it('is read without the picture around it', async () => {
    const bytes = await film(clickAt(3, 4), { frameBytes: 400_000 });
    const blob = new CountedBlob([bytes]);
    expect(await listen(blob)).toMatchObject({ heardS: expect.closeTo(4, 1) as number });
    expect(blob.readBytes).toBeGreaterThan(0);
    expect(blob.readBytes).toBeLessThan(blob.size / 4);
  });
});
