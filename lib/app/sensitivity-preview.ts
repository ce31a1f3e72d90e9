import type { SensitiveKind, SensitivityLevel } from '../events/sensitivity';
import { chooseSensitivity } from '../events/sensitivity';
import type { Database } from '../store/database';
import { agreementOf, type Agreement, type SpokenWalk } from '../walk/agreement';
import { compareDetections, type DetectionChange } from '../walk/compare-detections';
import type { Walk } from '../walk/walk';
import type { CorrectionsByWalk, DetectionsByWalk } from './detections-by-walk';
import { detectionsFrom } from './detections-of';
import { walkStreams } from './walk-samples';

/** What another sensitivity would have found in past walks. */
export interface SensitivityPreview extends DetectionChange {
  kind: SensitiveKind;
  level: SensitivityLevel;
  /** Walks that were looked at. */
  walks: number;
  /** Against the owner's words, as it was and as it would have been. */
  agreedBefore: Agreement;
  agreedAfter: Agreement;
}

export interface PreviewOptions {
  database: Database;
  /** The cat's walks. Those without kept samples, or not analysed yet, are left out. */
  walks: readonly Walk[];
  /** As the detectors said it. */
  detected: DetectionsByWalk;
  corrections: CorrectionsByWalk;
  kind: SensitiveKind;
  level: SensitivityLevel;
  /** @param done walks of `walks` that have been looked at */
  onProgress: (done: number) => void;
  signal: AbortSignal;
}

/**
 * Run the detectors once more over the kept samples of past walks, one walk in memory at a time. Nothing is written.
 * Null when it was stopped. Rejects with `StoreError`.
 */
export async function previewSensitivity(options: PreviewOptions): Promise<SensitivityPreview | null> {
  const { database, detected, corrections, kind, level, onProgress, signal } = options;
  const sum: DetectionChange = { before: 0, after: 0, gone: 0, fresh: 0 };
  const spokenBefore: SpokenWalk[] = [];
  const spokenAfter: SpokenWalk[] = [];
  let walks = 0;
  for (const [index, walk] of options.walks.entries()) {
    const found = detected.get(walk.id);
    const blocks = found && walk.status !== 'recording' ? await walkStreams(database, walk) : [];
    if (signal.aborted) return null;
    if (found && blocks.length > 0) {
      walks++;
      const sensitivity = chooseSensitivity(walk.sensitivity ?? {}, kind, level);
      const { events } = detectionsFrom({ ...walk, sensitivity }, blocks);
      const change = compareDetections(found.events, events, kind);
      for (const key of ['before', 'after', 'gone', 'fresh'] as const) sum[key] += change[key];
      const words = {
        corrections: corrections.get(walk.id) ?? [],
        durationMs: walk.durationMs ?? found.summary.durationMs,
      };
      spokenBefore.push({ detected: found.events, ...words });
      spokenAfter.push({ detected: events, ...words });
    }
    onProgress(index + 1);
  }
  const ofKind = (spoken: SpokenWalk[]): Agreement => agreementOf(spoken).find((each) => each.kind === kind)!;
  return { kind, level, walks, ...sum, agreedBefore: ofKind(spokenBefore), agreedAfter: ofKind(spokenAfter) };
}
