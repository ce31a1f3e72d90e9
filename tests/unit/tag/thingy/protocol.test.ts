import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeConfig,
  decodeRaw,
  encodeConfig,
  encodeRaw,
  THINGY_DPS_PER_COUNT,
  THINGY_G_PER_COUNT,
} from '../../../../lib/tag/thingy/protocol';
import { viewInside } from '../../../support/arbitrary-frames';

const raw = (...values: number[]) => viewInside(new Uint8Array(Int16Array.from(values).buffer));

describe('Thingy:52 raw samples', () => {
  it('reads accelerometer in 1/1024 g and gyroscope in 1/32 °/s; the compass is left out', () => {
    const read = decodeRaw(raw(1024, -512, 0, 32, -64, 16, 1, 2, 3))!;
    expect([...read.accel].map((count) => count * THINGY_G_PER_COUNT)).toEqual([1, -0.5, 0]);
    expect([...read.gyro].map((count) => count * THINGY_DPS_PER_COUNT)).toEqual([1, -2, 0.5]);
  });

  it('marks as clipped where the firmware holds its values, never as missing', () => {
    const read = decodeRaw(raw(31 * 1024, -32768, 31743, 32736, -32768, 32735, 0, 0, 0))!;
    expect(read.accel).toEqual(Int16Array.of(32767, -32767, 31743));
    expect(read.gyro).toEqual(Int16Array.of(32767, -32767, 32735));
  });

  it('takes no value of another length for a sample', () => {
    for (const length of [0, 6, 17, 19]) expect(decodeRaw(viewInside(new Uint8Array(length)))).toBeNull();
  });

  it('brings back what a Thingy encodes', () => {
    const axes = (limit: number) =>
      fc.array(fc.double({ min: -limit, max: limit, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(axes(30), axes(1000), (accelG, gyroDps) => {
        const read = decodeRaw(viewInside(encodeRaw(accelG, gyroDps)))!;
        accelG.forEach((value, i) => expect(read.accel[i]! * THINGY_G_PER_COUNT).toBeCloseTo(value, 2));
        gyroDps.forEach((value, i) =>
          expect(Math.abs(read.gyro[i]! * THINGY_DPS_PER_COUNT - value)).toBeLessThanOrEqual(1 / 64),
        );
      }),
    );
  });
});

describe('Thingy:52 config', () => {
  it('is nine bytes, each field where the firmware has it', () => {
    const bytes = Uint8Array.of(0xe8, 3, 0xf4, 1, 0xf4, 1, 50, 0, 1);
    const config = {
      pedometerMs: 1000,
      temperatureMs: 500,
      compassMs: 500,
      motionHz: 50,
      wakeOnMotion: true,
    };
    expect(decodeConfig(viewInside(bytes))).toEqual(config);
    expect(encodeConfig(config)).toEqual(bytes);
  });

  it('is none when it is cut short or has no rate', () => {
    expect(decodeConfig(viewInside(new Uint8Array(8)))).toBeNull();
    expect(decodeConfig(viewInside(new Uint8Array(9)))).toBeNull();
  });
});
