import type { Cat, Walk } from '../../lib/walk/walk';

/** A walk record for tests; every field can be set otherwise. */
export function exampleWalk(over: Partial<Walk> = {}): Walk {
  return {
    schema: 1,
    id: '01900000-0000-7000-8000-000000000001',
    catId: 'cat-1',
    catName: 'Miso',
    bodyKg: 4.5,
    bodyKgAssumed: true,
    stepNumber: 8,
    status: 'recording',
    startedAtMs: 1_750_000_000_000,
    timeZone: 'Europe/Berlin',
    durationMs: null,
    tags: [
      {
        family: 'demo',
        id: 'demo-1',
        name: 'Demo',
        maker: null,
        model: null,
        firmware: null,
        capabilities: { accel: true, tension: true, gyro: false, log: true, button: true },
        bootId: 7,
        streams: [
          { kind: 'accel', unitPerCount: 8 / 32768, rateHz: 50 },
          { kind: 'tension', unitPerCount: 0.02, rateHz: 80 },
        ],
      },
    ],
    review: null,
    deletedAtMs: null,
    ...over,
  };
}

/** A cat for tests. */
export function exampleCat(over: Partial<Cat> = {}): Cat {
  return { id: 'cat-1', name: 'Miso', bodyKg: null, stepNumber: 6, updatedAtMs: 1_750_000_000_000, ...over };
}
