import { describe, expect, it, vi } from 'vitest';
import { agreeOnConfig } from '../../../../lib/tag/catpace/agree-on-config';
import { type Config, DEFAULT_CONFIG } from '../../../../lib/tag/catpace/config';

const capabilities = { accel: true, tension: true, gyro: false, log: true, button: true };

function linkWith(present: Config, accepts = true) {
  return {
    readConfig: vi.fn(() => Promise.resolve(present)),
    writeConfig: vi.fn((wanted: Config) => Promise.resolve(accepts ? wanted : present)),
  };
}

describe('agreeOnConfig', () => {
  it('writes nothing when all is well', async () => {
    const link = linkWith(DEFAULT_CONFIG);
    expect(await agreeOnConfig(link, capabilities, null)).toEqual(DEFAULT_CONFIG);
    expect(link.writeConfig).not.toHaveBeenCalled();
  });

  it('switches on what the tag can measure, and not the gyroscope unasked', async () => {
    const off = { ...DEFAULT_CONFIG, streams: { accel: true, tension: false, gyro: false } };
    const agreed = await agreeOnConfig(linkWith(off), { ...capabilities, gyro: true }, null);
    expect(agreed).toEqual({ ...off, streams: { accel: true, tension: true, gyro: false } });
  });

  it('puts a walk back to its own streams after a boot', async () => {
    const former = { ...DEFAULT_CONFIG, accelRangeG: 16 };
    const link = linkWith(DEFAULT_CONFIG);
    expect(await agreeOnConfig(link, capabilities, former)).toEqual(former);
    expect(link.writeConfig).toHaveBeenCalledWith(former);
  });

  it('takes what is in force when the tag refuses', async () => {
    const former = { ...DEFAULT_CONFIG, accelHz: 400 };
    expect(await agreeOnConfig(linkWith(DEFAULT_CONFIG, false), capabilities, former)).toEqual(
      DEFAULT_CONFIG,
    );
  });
});
