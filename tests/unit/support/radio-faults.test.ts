import { describe, expect, it } from 'vitest';
import { FaultyRadio } from '../../support/virtual-tag/radio-faults';

const TOTAL = 20_000;

function pass(radio: FaultyRadio): number[] {
  const arrived: number[] = [];
  for (let i = 0; i < TOTAL; i++)
    for (const bytes of radio.pass(Uint8Array.of(i & 255, i >> 8))) arrived.push(bytes[0]! + bytes[1]! * 256);
  return arrived;
}

describe('a faulty radio', () => {
  it('hands everything on when nothing is wrong', () => {
    expect(pass(new FaultyRadio(1))).toEqual(Array.from({ length: TOTAL }, (_, i) => i));
  });

  it('loses, doubles and delays about as many as asked, and counts them', () => {
    const radio = new FaultyRadio(1);
    radio.faults = { lost: 0.05, doubled: 0.01, late: 0.01 };
    const arrived = pass(radio);
    expect(radio.counts.lost / TOTAL).toBeCloseTo(0.05, 2);
    expect(radio.counts.doubled / TOTAL).toBeCloseTo(0.01, 2);
    expect(radio.counts.late / TOTAL).toBeCloseTo(0.01, 2);
    const kinds = new Set(arrived);
    expect(TOTAL - kinds.size - radio.counts.lost).toBeLessThanOrEqual(1);
    expect(arrived.length - kinds.size).toBe(radio.counts.doubled);
    const swapped = arrived.filter((value, index) => index > 0 && value < arrived[index - 1]!).length;
    expect(swapped).toBeGreaterThan(0);
  });

  it('does the same again with the same seed', () => {
    const [one, other] = [new FaultyRadio(5), new FaultyRadio(5)];
    one.faults = other.faults = { lost: 0.1, doubled: 0.1, late: 0.1 };
    expect(pass(one)).toEqual(pass(other));
  });
});
