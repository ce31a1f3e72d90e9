import { describe, expect, it } from 'vitest';
import { BATTERY_SERVICE, DEVICE_INFORMATION_SERVICE } from '../../../../lib/tag/gatt/standard-services';
import { CATPACE_SERVICE } from '../../../../lib/tag/catpace/profile';

describe('the UUID table', () => {
  const all = [CATPACE_SERVICE, BATTERY_SERVICE, DEVICE_INFORMATION_SERVICE].flatMap((service) =>
    Object.values(service),
  );

  it('holds canonical UUIDs, each once', () => {
    for (const uuid of all) expect(uuid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(new Set(all).size).toBe(all.length);
  });

  it('leaves the blocklisted serial number out', () => {
    expect(all).not.toContain('00002a25-0000-1000-8000-00805f9b34fb');
  });
});
