import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeConfig } from '../../../lib/tag/catpace/config';
import { decodeAnswer, decodeRequest, encodeRequest } from '../../../lib/tag/catpace/control';
import { decodeNotification, encodeFrame, encodeProbe } from '../../../lib/tag/catpace/frames';
import { decodeStatus } from '../../../lib/tag/catpace/status';
import { readUart } from '../../../lib/tag/espruino/protocol';
import { decodeBatteryLevel, decodeText } from '../../../lib/tag/gatt/standard-services';
import { decodePeriod, decodeSample, encodeSample } from '../../../lib/tag/microbit/protocol';
import { decodeMessage as decodeMovesense, encodeAnswer } from '../../../lib/tag/movesense/protocol';
import { decodeControl } from '../../../lib/tag/polar/control';
import { decodeFrame, encodeRawFrame } from '../../../lib/tag/polar/protocol';
import { decodeMessage as decodeProgressor, encodeWeights } from '../../../lib/tag/progressor/protocol';
import { decodeConfig as decodeThingyConfig, decodeRaw, encodeRaw } from '../../../lib/tag/thingy/protocol';
import { arbitraryBytes, viewInside } from '../../support/arbitrary-bytes';

/** Cases for each decoder: together 51,200 in the ordinary tests, 1,280,000 with `npm run fuzz`. */
const CASES = process.env.CATPACE_FUZZ ? 80_000 : 3_200;

const tension = encodeFrame({ kind: 'tension', seq: 7, tMs: 1000, counts: Int16Array.of(1, -2, 32767) });
const accel = encodeFrame({ kind: 'accel', seq: 8, tMs: 1000, counts: Int16Array.of(1, 2, 3, -4, -5, -6) });

/** A decoder and packets that it knows. */
const DECODERS: [name: string, decode: (view: DataView) => unknown, captures: Uint8Array[]][] = [
  [
    'Catpace data',
    decodeNotification,
    [tension, accel, Uint8Array.of(...tension, ...accel), encodeProbe(20)],
  ],
  ['Catpace status', decodeStatus, []],
  ['Catpace configuration', decodeConfig, []],
  ['Catpace requests', decodeRequest, [encodeRequest({ op: 'start' } as never, 1)]],
  ['Catpace answers', decodeAnswer, []],
  ['Progressor', decodeProgressor, [encodeWeights([0.5, 1.5], [12_500, 25_000])]],
  ['Movesense', decodeMovesense, [encodeAnswer(1, 200, [1, 2, 3])]],
  ['Polar control', decodeControl, [Uint8Array.of(0xf0, 1, 2, 0, 0, 0, 1, 52, 0)]],
  ['Polar data', (view) => decodeFrame(view, 1), [encodeRawFrame(5n, [1, 2, 1000])]],
  ['micro:bit', decodeSample, [encodeSample([0, 0, 1])]],
  ['micro:bit period', decodePeriod, [Uint8Array.of(20, 0)]],
  ['Thingy', decodeRaw, [encodeRaw([0, 0, 1], [1, 2, 3])]],
  ['Thingy configuration', decodeThingyConfig, []],
  ['texts', decodeText, [new TextEncoder().encode('Kätzchen')]],
  ['battery', decodeBatteryLevel, [Uint8Array.of(80)]],
];

describe('hostile bytes', () => {
  it.each(DECODERS)(
    '%s: nothing is thrown, and where the bytes lie makes no difference',
    (_name, decode, captures) => {
      fc.assert(
        fc.property(arbitraryBytes(captures), (bytes) => {
          const alone = decode(new DataView(bytes.slice().buffer));
          expect(decode(viewInside(bytes))).toEqual(alone);
        }),
        { numRuns: CASES },
      );
    },
    600_000,
  );

  it('what a board prints says the same whatever pieces it comes in', () => {
    const bytes = arbitraryBytes([new TextEncoder().encode('CP1:true\r\n>CP2:[1,2]\r\n')]);
    fc.assert(
      fc.property(bytes, fc.nat(), (all, cut) => {
        const at = cut % (all.length + 1);
        const first = readUart('', all.slice(0, at));
        const second = readUart(first.rest, all.slice(at));
        const whole = readUart('', all);
        expect([...first.events, ...second.events]).toEqual(whole.events);
        expect(second.rest).toBe(whole.rest);
      }),
      { numRuns: CASES },
    );
  }, 600_000);
});
