import { BufferSource, BufferTarget, Conversion, Input, Mp4OutputFormat, Output, WEBM } from 'mediabunny';
import type { Page } from 'playwright-core';

export interface PlantedFilm {
  /** In the page's own file system. */
  name: string;
  seconds: number;
  fps: number;
  /** What the file says of when it was made, epoch ms; null: nothing. */
  createdAtMs: number | null;
  /** With sound (Opus): hiss, steps, and clicks as of a finger on plastic at these moments, s. */
  clicksAtS?: readonly number[];
}

/** Each frame shows its number in bits, black and white, in a row of blocks of this size, px. */
const BLOCK = { count: 12, size: 24, top: 12 };

/**
 * Make a film in the page, of frames that show their number: VP9 in WebM with exact times, a key frame each half second and
 * an index. It lies in the page's own file system, whose handles are like those of the owner's files.
 */
export async function plantFilm(page: Page, film: PlantedFilm): Promise<void> {
  await page.evaluate(
    async ({ name, seconds, fps, createdAtMs, clicksAtS, block }) => {
      const width = block.count * block.size;
      const height = 160;
      const frames = Math.round(seconds * fps);
      interface Chunk {
        track: number;
        ms: number;
        isKey: boolean;
        data: Uint8Array<ArrayBuffer>;
      }
      const chunks: Chunk[] = [];
      const keep = (track: number, chunk: EncodedVideoChunk | EncodedAudioChunk): void => {
        const data = new Uint8Array(chunk.byteLength);
        chunk.copyTo(data);
        chunks.push({ track, ms: Math.round(chunk.timestamp / 1000), isKey: chunk.type === 'key', data });
      };
      const encoder = new VideoEncoder({
        output: (chunk) => keep(1, chunk),
        error: (error) => {
          throw error;
        },
      });
      encoder.configure({
        codec: 'vp09.00.10.08',
        width,
        height,
        bitrate: 1_500_000,
        framerate: fps,
        latencyMode: 'realtime',
      });
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d')!;
      for (let i = 0; i < frames; i++) {
        context.fillStyle = `hsl(${(360 * i) / frames} 60% 40%)`;
        context.fillRect(0, 0, width, height);
        for (let bit = 0; bit < block.count; bit++) {
          context.fillStyle = (i >> bit) & 1 ? '#fff' : '#000';
          context.fillRect(bit * block.size, block.top, block.size, block.size);
        }
        context.fillStyle = '#fff';
        context.font = '40px sans-serif';
        context.fillText(`${(i / fps).toFixed(2)} s`, 12, 110);
        const frame = new VideoFrame(canvas, { timestamp: Math.round((i * 1e6) / fps) });
        encoder.encode(frame, { keyFrame: i % Math.round(fps / 2) === 0 });
        frame.close();
        while (encoder.encodeQueueSize > 8) await new Promise((resolve) => setTimeout(resolve, 4));
      }
      await encoder.flush();

      // What a decoder needs to know of the sound.
      let opusHead: Uint8Array<ArrayBuffer> | null = null;
      if (clicksAtS) {
        const hz = 48_000;
        const sound = new Float32Array(seconds * hz);
        for (let i = 0; i < sound.length; i++) {
          const sinceStep = (i / hz) % 0.62;
          const step = 0.1 * Math.exp(-sinceStep / 0.03) * Math.sin(2 * Math.PI * 90 * sinceStep);
          sound[i] = step + 0.004 * (2 * Math.random() - 1);
        }
        for (const at of clicksAtS)
          for (let i = 0; i < 0.02 * hz; i++)
            sound[Math.round(at * hz) + i]! += 0.4 * Math.exp(-i / (0.004 * hz)) * (2 * Math.random() - 1);
        const voice = new AudioEncoder({
          output: (chunk, about) => {
            keep(2, chunk);
            const description = about?.decoderConfig?.description;
            if (description) opusHead = new Uint8Array(description as ArrayBuffer);
          },
          error: (error) => {
            throw error;
          },
        });
        voice.configure({ codec: 'opus', sampleRate: hz, numberOfChannels: 1, bitrate: 64_000 });
        for (let from = 0; from < sound.length; from += hz) {
          const data = new AudioData({
            format: 'f32-planar',
            sampleRate: hz,
            numberOfChannels: 1,
            numberOfFrames: Math.min(hz, sound.length - from),
            timestamp: Math.round((1e6 * from) / hz),
            data: sound.slice(from, from + hz),
          });
          voice.encode(data);
          data.close();
        }
        await voice.flush();
        chunks.sort((a, b) => a.ms - b.ms || a.track - b.track);
      }

      // WebM (RFC 9559): numbers of eight bytes everywhere, so that all lengths are known before.
      type Bytes = Uint8Array<ArrayBuffer>;
      const join = (parts: readonly Bytes[]): Bytes => {
        const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
        let at = 0;
        for (const part of parts) {
          whole.set(part, at);
          at += part.length;
        }
        return whole;
      };
      const idOf = (id: number): Bytes => {
        const hex = id.toString(16);
        return Uint8Array.from(hex.match(/../g)!, (pair) => parseInt(pair, 16));
      };
      const big = (write: (view: DataView) => void): Bytes => {
        const bytes = new Uint8Array(8);
        write(new DataView(bytes.buffer));
        return bytes;
      };
      const element = (id: number, ...content: Bytes[]): Bytes => {
        const body = join(content);
        const size = big((view) => view.setBigUint64(0, (1n << 56n) | BigInt(body.length)));
        return join([idOf(id), size, body]);
      };
      const uint = (id: number, value: number): Bytes =>
        element(
          id,
          big((view) => view.setBigUint64(0, BigInt(value))),
        );
      const text = (id: number, value: string): Bytes => element(id, new TextEncoder().encode(value));
      const head = element(
        0x1a45dfa3,
        ...[0x4286, 0x42f7].map((id) => uint(id, 1)),
        uint(0x42f2, 4),
        uint(0x42f3, 8),
        text(0x4282, 'webm'),
        uint(0x4287, 2),
        uint(0x4285, 2),
      );
      const since2001 = (epochMs: number): bigint => BigInt(epochMs - Date.UTC(2001, 0, 1)) * 1_000_000n;
      const info = element(
        0x1549a966,
        uint(0x2ad7b1, 1_000_000),
        element(
          0x4489,
          big((view) => view.setFloat64(0, (1000 * frames) / fps)),
        ),
        ...(createdAtMs === null
          ? []
          : [
              element(
                0x4461,
                big((view) => view.setBigInt64(0, since2001(createdAtMs))),
              ),
            ]),
        text(0x4d80, 'made in a test'),
        text(0x5741, 'made in a test'),
      );
      const tracks = element(
        0x1654ae6b,
        element(
          0xae,
          uint(0xd7, 1),
          uint(0x73c5, 1),
          uint(0x83, 1),
          uint(0x9c, 0),
          text(0x86, 'V_VP9'),
          element(0xe0, uint(0xb0, width), uint(0xba, height)),
        ),
        ...(opusHead === null
          ? []
          : [
              element(
                0xae,
                uint(0xd7, 2),
                uint(0x73c5, 2),
                uint(0x83, 2),
                uint(0x9c, 0),
                text(0x86, 'A_OPUS'),
                element(0x63a2, opusHead),
                element(
                  0xe1,
                  element(
                    0xb5,
                    big((view) => view.setFloat64(0, 48_000)),
                  ),
                  uint(0x9f, 1),
                ),
              ),
            ]),
      );
      const groups: (typeof chunks)[] = [];
      for (const chunk of chunks) {
        if (chunk.track === 1 && chunk.isKey) groups.push([]);
        groups.at(-1)!.push(chunk);
      }
      const clusters = groups.map((group) =>
        element(
          0x1f43b675,
          uint(0xe7, group[0]!.ms),
          ...group.map(({ track, ms, isKey, data }) => {
            const start = new Uint8Array(4);
            start[0] = 0x80 | track;
            new DataView(start.buffer).setInt16(1, ms - group[0]!.ms);
            start[3] = isKey ? 0x80 : 0;
            return element(0xa3, start, data);
          }),
        ),
      );
      const cues = (from: number): Bytes => {
        let at = from;
        return element(
          0x1c53bb6b,
          ...groups.map((group, i) => {
            const point = element(
              0xbb,
              uint(0xb3, group[0]!.ms),
              element(0xb7, uint(0xf7, 1), uint(0xf1, at)),
            );
            at += clusters[i]!.length;
            return point;
          }),
        );
      };
      const before = info.length + tracks.length;
      const segment = element(0x18538067, info, tracks, cues(before + cues(0).length), ...clusters);
      const folder = await navigator.storage.getDirectory();
      const file = await folder.getFileHandle(name, { create: true });
      const writing = await file.createWritable();
      await writing.write(join([head, segment]));
      await writing.close();
    },
    { clicksAtS: null, ...film, block: BLOCK },
  );
}

/** The same film packed as MP4, without its date: a Node process packs it, nothing of it is coded anew. */
export async function plantAsMp4(page: Page, from: string, to: string): Promise<void> {
  const packed = await page.evaluate(async (name) => {
    const folder = await navigator.storage.getDirectory();
    const file = await (await folder.getFileHandle(name)).getFile();
    return new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve((reader.result as string).split(',')[1]!);
      reader.readAsDataURL(file);
    });
  }, from);
  const target = new BufferTarget();
  const input = new Input({ source: new BufferSource(Buffer.from(packed, 'base64')), formats: [WEBM] });
  const conversion = await Conversion.init({
    input,
    output: new Output({ format: new Mp4OutputFormat({ fastStart: false }), target }),
  });
  if (!conversion.isValid) throw new Error('The film cannot be packed as MP4.');
  await conversion.execute();
  await page.evaluate(
    async ({ name, base64 }) => {
      const folder = await navigator.storage.getDirectory();
      const writing = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writing.write(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
      await writing.close();
    },
    { name: to, base64: Buffer.from(target.buffer!).toString('base64') },
  );
}

/** What a page showed in one turn of the screen. */
export interface FilmAndCursor {
  /** Number of the frame that the video shows. */
  frame: number;
  /** Where the playhead stands, as a share of the plot's width. */
  cursorShare: number;
  /** Since the turn before, ms. */
  gapMs: number;
}

/** Look at video and playhead at each turn of the screen for as long as the video plays, or once. */
export function watchFilm(page: Page, once = false): Promise<FilmAndCursor[]> {
  return page.evaluate(
    async ({ once, block }) => {
      const video = document.querySelector('video')!;
      const canvas = new OffscreenCanvas(block.count * block.size, 160);
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      const look = (gapMs: number): FilmAndCursor => {
        context.drawImage(video, 0, 0);
        const row = context.getImageData(0, block.top + block.size / 2, canvas.width, 1).data;
        let frame = 0;
        for (let bit = 0; bit < block.count; bit++)
          if (row[4 * (bit * block.size + block.size / 2)]! > 128) frame |= 1 << bit;
        const playhead = document.querySelector<SVGElement>('.detail .playhead');
        const x = parseFloat(/translateX\((.*)px\)/.exec(playhead?.style.transform ?? '')?.[1] ?? 'NaN');
        return { frame, cursorShare: x / document.querySelector('.detail .plot')!.clientWidth, gapMs };
      };
      const turn = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
      const seen: FilmAndCursor[] = [];
      let lastMs = await turn();
      do {
        const nowMs = await turn();
        seen.push(look(nowMs - lastMs));
        lastMs = nowMs;
      } while (!once && !video.paused && !video.ended);
      return seen;
    },
    { once, block: BLOCK },
  );
}
