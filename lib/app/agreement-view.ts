import { agreementOf, kappaOf, precisionOf, recallOf, type Agreement } from '../walk/agreement';
import type { EventKind } from '../walk/correction';
import type { Walk } from '../walk/walk';
import type { CorrectionsByWalk, DetectionsByWalk } from './detections-by-walk';

/** How far detectors and owner agree on one kind, ready to show. */
export interface AgreementRow {
  kind: EventKind;
  /** 0–1; null where it is not defined. */
  precision: number | null;
  recall: number | null;
  kappa: number | null;
  /** Of what they are shares. */
  hits: number;
  falseAlarms: number;
  misses: number;
  /** Seconds that kappa compares. */
  seconds: number;
}

export interface AgreementView {
  /** Walks that the owner spoke of. */
  walks: number;
  /** Kinds that the owner spoke of. */
  rows: AgreementRow[];
}

/** What is counted over one cat's walks. @param detected as the detectors said it, without the owner's words. */
export function agreementView(
  catId: string,
  walks: readonly Walk[],
  detected: DetectionsByWalk,
  corrections: CorrectionsByWalk,
): AgreementView {
  const spoken = walks.flatMap((walk) => {
    const words = (corrections.get(walk.id) ?? []).filter(({ deletedAtMs }) => deletedAtMs === null);
    const found = detected.get(walk.id);
    if (walk.catId !== catId || walk.deletedAtMs !== null || !found || words.length === 0) return [];
    const durationMs = walk.durationMs ?? found.summary.durationMs;
    return [{ detected: found.events, corrections: words, durationMs }];
  });
  const rows = agreementOf(spoken)
    .filter(({ hits, falseAlarms, misses }) => hits + falseAlarms + misses > 0)
    .map(rowOf);
  return { walks: spoken.length, rows };
}

function rowOf(agreement: Agreement): AgreementRow {
  const { kind, hits, falseAlarms, misses, seconds } = agreement;
  return {
    kind,
    precision: precisionOf(agreement),
    recall: recallOf(agreement),
    kappa: kappaOf(seconds),
    hits,
    falseAlarms,
    misses,
    seconds: seconds.both + seconds.detectorOnly + seconds.ownerOnly + seconds.neither,
  };
}
