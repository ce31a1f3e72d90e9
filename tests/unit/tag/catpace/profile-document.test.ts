import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BATTERY_SERVICE, DEVICE_INFORMATION_SERVICE } from '../../../../lib/tag/gatt/standard-services';
import { type Config, decodeConfig, encodeConfig } from '../../../../lib/tag/catpace/config';
import {
  type ControlRequest,
  decodeAnswer,
  decodeRequest,
  encodeRequest,
} from '../../../../lib/tag/catpace/control';
import { decodeNotification, encodeFrame } from '../../../../lib/tag/catpace/frames';
import { CATPACE_SERVICE } from '../../../../lib/tag/catpace/profile';
import { decodeStatus, encodeStatus, type Status } from '../../../../lib/tag/catpace/status';
import type { Frame } from '../../../../lib/tag/frame';
import { viewInside } from '../../../support/arbitrary-frames';

const TEXT = readFileSync(resolve(import.meta.dirname, '../../../../docs/tag-profile.md'), 'utf8');

interface Example {
  what: string;
  bytes: Uint8Array;
  json: unknown;
}

/** Every block of bytes in the document with the JSON that says what it means. */
const EXAMPLES: Example[] = [
  ...TEXT.matchAll(/```hex ([^\n]+)\n([\s\S]*?)```\s*```json\n([\s\S]*?)```/g),
].map(([, what, hex, json]) => ({
  what: what!,
  bytes: Uint8Array.from(hex!.trim().split(/\s+/), (byte) => Number.parseInt(byte, 16)),
  json: JSON.parse(json!) as unknown,
}));
const examplesOf = (what: string): Example[] => EXAMPLES.filter((example) => example.what.startsWith(what));

/** A frame as JSON can say it. */
const plain = (frame: Frame): object =>
  frame.kind === 'note' ? { ...frame, bytes: [...frame.bytes] } : { ...frame, counts: [...frame.counts] };

describe('docs/tag-profile.md', () => {
  it('has an example of everything, each with its meaning', () => {
    const blocks = TEXT.match(/```hex/g)!;
    expect(EXAMPLES).toHaveLength(blocks.length);
    expect(EXAMPLES.map(({ what }) => what.split(' ')[0])).toEqual(
      expect.arrayContaining(['frame', 'notification', 'status', 'config', 'request', 'answer']),
    );
    for (const { what } of EXAMPLES)
      expect(what).toMatch(/^(frame|notification|status|config|request \d+|answer)$/);
  });

  it.each(examplesOf('frame'))('frame $json.kind', ({ bytes, json }) => {
    const { frames, fault } = decodeNotification(viewInside(bytes, 1, 1));
    expect(fault).toBeNull();
    expect(frames.map(plain)).toEqual([json]);
    expect(encodeFrame(frames[0]!)).toEqual(bytes);
  });

  it.each(examplesOf('notification'))('notification $json', ({ bytes, json }) => {
    const { frames, fault, probeBytes } = decodeNotification(viewInside(bytes, 0, 0));
    const meaning = {
      frames: frames.length,
      fault: fault?.reason,
      offset: fault?.offset,
      probeBytes: probeBytes ?? undefined,
    };
    expect(meaning).toEqual({
      fault: undefined,
      offset: undefined,
      probeBytes: undefined,
      ...(json as object),
    });
  });

  it.each(examplesOf('status'))('Status', ({ bytes, json }) => {
    expect(decodeStatus(viewInside(bytes, 2, 0))).toEqual({ status: json, fault: null });
    expect(encodeStatus(json as Status)).toEqual(bytes);
  });

  it.each(examplesOf('config'))('Config', ({ bytes, json }) => {
    expect(decodeConfig(viewInside(bytes, 2, 0))).toEqual(json);
    expect(encodeConfig(json as Config)).toEqual(bytes);
  });

  it.each(examplesOf('request'))('$what $json.op', ({ what, bytes, json }) => {
    const txid = Number(what.split(' ')[1]);
    expect(decodeRequest(viewInside(bytes, 0, 3))).toMatchObject({ txid, request: json, refusal: null });
    expect(encodeRequest(json as ControlRequest, txid)).toEqual(bytes);
  });

  it.each(examplesOf('answer'))('answer to $json.op', ({ bytes, json }) => {
    expect(decodeAnswer(viewInside(bytes, 3, 0))).toEqual(json);
  });

  it('names every UUID that the driver uses', () => {
    const inFull = [...Object.values(CATPACE_SERVICE)];
    expect(TEXT).toContain('c4f3XXXX-c848-43aa-b57c-a061544f83c8');
    for (const uuid of inFull) {
      const row = new RegExp(`\\| ${uuid.slice(4, 8)} \\|`);
      expect(uuid).toMatch(/^c4f3....-c848-43aa-b57c-a061544f83c8$/);
      expect(TEXT).toMatch(row);
    }
    for (const uuid of [...Object.values(BATTERY_SERVICE), ...Object.values(DEVICE_INFORMATION_SERVICE)])
      expect(TEXT).toContain(`\`${uuid.slice(4, 8)}\``);
  });
});
