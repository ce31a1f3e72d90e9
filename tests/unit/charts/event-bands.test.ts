import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandPaths, bandRange, eventRows } from '../../../lib/charts/event-bands';
import type { WalkEvent } from '../../../lib/events/event';
import { UNGRADED } from '../../support/example-detections';

const at = (kind: 'freeze' | 'drag', startMs: number, endMs: number): WalkEvent =>
  kind === 'freeze'
    ? { kind, startMs, endMs, detectedMs: startMs, ...UNGRADED, sdG: 0.01, movedBeforeMs: 3000 }
    : { kind, startMs, endMs, detectedMs: startMs, ...UNGRADED, peakN: 9, meanN: 7 };

describe('rows of events', () => {
  it('never puts two that overlap into one row', () => {
    const event = fc
      .tuple(fc.constantFrom('freeze' as const, 'drag' as const), fc.nat(5000), fc.nat(900))
      .map(([kind, start, length]) => at(kind, start, start + length));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        const { bands, leadRows, bodyRows } = eventRows(events);
        expect(bands).toHaveLength(events.length);
        for (const a of bands) {
          expect(a.event).toBe(events[a.index]);
          expect(a.row < leadRows).toBe(a.group === 'lead');
          expect(a.row).toBeLessThan(leadRows + bodyRows);
          for (const b of bands)
            if (a !== b && a.row === b.row)
              expect(a.event.endMs <= b.event.startMs || b.event.endMs <= a.event.startMs).toBe(true);
        }
      }),
    );
  });

  it('keeps a row for each group when nothing happened', () => {
    expect(eventRows([])).toEqual({ bands: [], leadRows: 1, bodyRows: 1 });
  });
});

describe('the place of an event', () => {
  const view = { fromMs: 1000, toMs: 2000, widthPx: 500 };

  it('is cut at the rims', () => {
    expect(bandRange(0, 1200, view)).toEqual({ x: 0, width: 100 });
    expect(bandRange(1900, 9000, view)).toEqual({ x: 450, width: 50 });
  });

  it('is nothing outside', () => {
    expect(bandRange(0, 900, view)).toBeNull();
    expect(bandRange(2000, 2500, view)).toBeNull();
  });

  it('is wide enough to be seen, also at the right rim', () => {
    expect(bandRange(1500, 1501, view, 4)).toEqual({ x: 250, width: 4 });
    expect(bandRange(1999.9, 2100, view, 4)).toEqual({ x: 496, width: 4 });
  });
});

describe('bands as paths', () => {
  it('are one path a tone, with a box for each band, its corners no rounder than it is wide', () => {
    const paths = bandPaths(
      [
        { tone: 'pull', x: 10, y: 2, width: 20, height: 18 },
        { tone: 'calm', x: 40.123456, y: 2, width: 4, height: 18 },
        { tone: 'pull', x: 60, y: 24, width: 30, height: 18 },
      ],
      4,
    );
    expect(paths.map(({ tone }) => tone)).toEqual(['pull', 'calm']);
    expect(paths[0]!.path.match(/M14 2h12a4 4.*zM64 24h22a4 4.*z/)).not.toBeNull();
    expect(paths[1]!.path).toBe(
      'M42.12 2h0a2 4 0 0 1 2 4v10a2 4 0 0 1 -2 4h0a2 4 0 0 1 -2 -4v-10a2 4 0 0 1 2 -4z',
    );
    expect(bandPaths([], 4)).toEqual([]);
  });
});
