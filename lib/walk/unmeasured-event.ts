import type { WalkEvent } from '../events/event';
import type { EventKind } from './correction';

/**
 * An event that the owner names and no detector has measured: its confidence and every figure are NaN, for "not
 * measured", and it has no evidence.
 * A pull that nobody measured counts as level pull.
 */
export function unmeasuredEvent(kind: EventKind, startMs: number, endMs: number): WalkEvent {
  const base = { startMs, endMs, detectedMs: startMs, confidence: NaN, evidence: [] };
  switch (kind) {
    case 'freeze':
      return { kind, ...base, sdG: NaN, movedBeforeMs: NaN };
    case 'rest':
      return { kind, ...base, sdG: NaN };
    case 'bolt':
      return { kind, ...base, peakSdG: NaN, peakG: NaN, thresholdG: NaN };
    case 'tension':
      return { kind, ...base, level: 'pull', peakN: NaN, meanN: NaN, peakShareOfWeight: NaN };
    case 'drag':
      return { kind, ...base, peakN: NaN, meanN: NaN };
    case 'shake':
      return { kind, ...base, rateHz: NaN, peakG: NaN };
    case 'slip-out':
      return { kind, ...base, tensionBeforeN: NaN };
  }
}
