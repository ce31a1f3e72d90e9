import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseSettings,
  decodeControl,
  encodeAnswer,
  encodeCommand,
} from '../../../../lib/tag/polar/control';
import { viewInside } from '../../../support/arbitrary-frames';

const control = (...bytes: number[]) => decodeControl(viewInside(Uint8Array.from(bytes)));

describe('Polar commands', () => {
  it('start as the public example of the H10 does: 200 Hz, 16 bits, 8 g', () => {
    const settings = { rateHz: [200], resolutionBits: [16], rangeG: [8] };
    expect([...encodeCommand('start', settings)]).toEqual([
      0x02, 0x02, 0x00, 0x01, 0xc8, 0x00, 0x01, 0x01, 0x10, 0x00, 0x02, 0x01, 0x08, 0x00,
    ]);
  });

  it('start as the public example of the Verity Sense does: 52 Hz, and the channels', () => {
    // polarofficial/polar-ble-sdk#443
    const settings = { rateHz: [52], resolutionBits: [16], rangeG: [8], channels: [3] };
    expect([...encodeCommand('start', settings)]).toEqual([
      0x02, 0x02, 0x00, 0x01, 0x34, 0x00, 0x01, 0x01, 0x10, 0x00, 0x02, 0x01, 0x08, 0x00, 0x04, 0x01, 0x03,
    ]);
  });

  it('stop and ask for settings in two bytes', () => {
    expect([...encodeCommand('stop')]).toEqual([3, 2]);
    expect([...encodeCommand('settings')]).toEqual([1, 2]);
  });

  it('never send the factor, which is the sensor’s to tell', () => {
    expect([...encodeCommand('start', { factor: [0.5] })]).toEqual([2, 2]);
  });
});

describe('Polar control point', () => {
  it('reads an answer without and with settings', () => {
    expect(control(0xf0, 2, 2, 0, 0)).toEqual({ kind: 'answer', op: 'start', status: 'done', settings: {} });
    expect(control(0xf0, 2, 2, 6)).toMatchObject({ status: 'already-in-state' });
    expect(control(0xf0, 2, 2, 13, 0)).toMatchObject({ status: 'in-charger' });
    expect(control(0xf0, 2, 2, 8, 0)).toMatchObject({ status: 'refused' });
    expect(control(0xf0, 1, 2, 0, 0, 0, 2, 50, 0, 200, 0, 2, 1, 8, 0, 5, 1, 0, 0, 0, 0x3f)).toEqual({
      kind: 'answer',
      op: 'settings',
      status: 'done',
      settings: { rateHz: [50, 200], rangeG: [8], factor: [0.5] },
    });
  });

  it('hears that the sensor has stopped, but only of the accelerometer', () => {
    expect(control(1, 0, 2)).toEqual({ kind: 'stopped' });
    expect(control(1, 0)).toEqual({ kind: 'other' });
    expect(control(0xf0, 2, 0, 0, 0)).toEqual({ kind: 'other' });
    expect(control(0x0f, 0x7f, 0)).toEqual({ kind: 'other' });
  });

  it('names what is wrong', () => {
    expect(control(0xf0)).toEqual({ kind: 'fault', fault: 'truncated' });
    expect(control(0xf0, 1, 2)).toEqual({ kind: 'fault', fault: 'truncated' });
    for (const settings of [[0], [0, 2, 50, 0, 200], [77, 1, 0]])
      expect(control(0xf0, 1, 2, 0, 0, ...settings)).toEqual({ kind: 'fault', fault: 'broken-settings' });
  });

  it('brings back all settings that a sensor encodes, and never throws', () => {
    const u16s = fc.array(fc.nat(65_535), { maxLength: 6 });
    fc.assert(
      fc.property(u16s, u16s, (rateHz, rangeG) => {
        const settings = { rateHz, rangeG, channels: [3] };
        expect(decodeControl(viewInside(encodeAnswer('settings', 0, settings)))).toEqual({
          kind: 'answer',
          op: 'settings',
          status: 'done',
          settings,
        });
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void decodeControl(viewInside(bytes))),
      {
        numRuns: 2_000,
      },
    );
  });
});

describe('chooseSettings', () => {
  it('takes 50 Hz of an H10 and 52 Hz of a Verity Sense, both ±8 g', () => {
    const h10 = { rateHz: [25, 50, 100, 200], resolutionBits: [16], rangeG: [2, 4, 8] };
    expect(chooseSettings(h10)).toEqual({ rateHz: [50], resolutionBits: [16], rangeG: [8] });
    const verity = { rateHz: [52], resolutionBits: [16], rangeG: [8], channels: [3] };
    expect(chooseSettings(verity)).toEqual(verity);
  });

  it('takes what there is, and leaves out what is not offered', () => {
    expect(chooseSettings({ rateHz: [26, 416], rangeG: [2] })).toEqual({ rateHz: [26], rangeG: [2] });
    expect(chooseSettings({ rateHz: [], factor: [0.1] })).toEqual({});
  });
});
