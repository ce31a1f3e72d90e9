/** What a label of the sea lion recordings means for the detectors. `null`: not scored. */
export type Truth = 'still' | 'moving' | 'busy' | 'other' | null;

const STILL = new Set(['still', 'sitting', 'lying', 'stationary']);
/** Moves the body along or throws it about. Only `moving` itself is scored as moving. */
const VIGOROUS = new Set(['moving', 'out', 'fast', 'thrash', 'shake']);

/** On land alone: in water a body is never still in the sense that matters here. */
export function landTruth(label: string): Truth {
  if (!label.startsWith('land/')) return null;
  const what = label.slice('land/'.length);
  if (what === 'other') return 'other';
  if (STILL.has(what)) return 'still';
  return what === 'moving' ? 'moving' : 'busy';
}

/** Class that the behaviour model is fitted to: 0 still, 1 moving, 2 busy; −1 not used. */
export function fitClass(label: string): -1 | 0 | 1 | 2 {
  const truth = landTruth(label);
  if (truth === null || truth === 'other') return -1;
  if (truth === 'still') return 0;
  return VIGOROUS.has(label.slice('land/'.length)) ? 1 : 2;
}
