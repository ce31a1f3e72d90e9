import type { DataSet, Recording } from './recordings';

/** What a label means for the detectors. `other`: unclear to the observer; null: not scored. */
export type Truth = 'still' | 'moving' | 'busy' | 'other' | null;

/** Sea lions. On land alone: in water a body is never still in the sense that matters here. */
const STILL_ON_LAND = new Set(['still', 'sitting', 'lying', 'stationary']);
/** Moves the body along or throws it about. Only `moving` itself is scored as moving. */
const VIGOROUS = new Set(['moving', 'out', 'fast', 'thrash', 'shake']);

function seaLionTruth(label: string): Truth {
  if (!label.startsWith('land/')) return null;
  const what = label.slice('land/'.length);
  if (what === 'other') return 'other';
  if (STILL_ON_LAND.has(what)) return 'still';
  return what === 'moving' ? 'moving' : 'busy';
}

function tableTruth(still: readonly string[], moving: readonly string[], unscored: readonly string[] = []) {
  return (label: string): Truth => {
    if (still.includes(label)) return 'still';
    if (moving.includes(label)) return 'moving';
    return unscored.includes(label) ? null : 'busy';
  };
}

const TRUTH: Record<DataSet, (label: string) => Truth> = {
  ladds: seaLionTruth,
  cow: tableTruth(['Resting', 'Standing'], ['Walking', 'Trotting']),
  // Falls, sitting down and stairs are a part of their recordings, the rest is standing: not scored for stillness.
  mobifall: tableTruth(
    ['STD'],
    ['WAL', 'JOG', 'JUM'],
    ['FOL', 'FKL', 'BSC', 'SDL', 'CSI', 'CSO', 'SCH', 'STU', 'STN'],
  ),
  dog: () => null,
  microbit: tableTruth(['Still', 'still', 'Being still'], ['Walking', 'Jumping up&down', 'Shake']),
};

export function truthOf(recording: Recording, i: number): Truth {
  return TRUTH[recording.set](recording.labels[i]!);
}

/** Class that the behaviour model is fitted to: 0 still, 1 moving, 2 busy; −1 not used. Sea lions only. */
export function fitClass(label: string): -1 | 0 | 1 | 2 {
  const truth = seaLionTruth(label);
  if (truth === null || truth === 'other') return -1;
  if (truth === 'still') return 0;
  return VIGOROUS.has(label.slice('land/'.length)) ? 1 : 2;
}
