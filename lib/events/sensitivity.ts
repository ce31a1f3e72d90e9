import { THRESHOLD_VALUES, type ThresholdValues } from './thresholds';

/** Kinds of event whose detector can be told to speak up more readily, or less. */
export type SensitiveKind = 'freeze' | 'bolt' | 'tension' | 'drag' | 'shake';

/** `fewer` events, but surer ones; `more` of them, with more false alarms. */
export type SensitivityLevel = 'fewer' | 'usual' | 'more';

/** What an owner chose for a cat. A kind that is not here is as usual. */
export type Sensitivity = Readonly<Partial<Record<SensitiveKind, Exclude<SensitivityLevel, 'usual'>>>>;

interface Lever {
  /** The one threshold that is moved: the higher, the fewer events. */
  threshold: keyof ThresholdValues;
  /** Times the usual value. Ours: a step that is felt, and keeps every threshold within what makes sense. */
  fewer: number;
  more: number;
}

/**
 * One threshold a kind. Dwells where how long it lasts tells a passing thing from an event, levels where how strong it is
 * does. Levels of tension stay: they are shares of body weight, and shown as such.
 */
const LEVERS: Readonly<Record<SensitiveKind, Lever>> = {
  freeze: { threshold: 'freezeDwellMs', fewer: 4 / 3, more: 5 / 6 },
  bolt: { threshold: 'boltG', fewer: 1.25, more: 0.8 },
  tension: { threshold: 'tensionEnterMs', fewer: 2, more: 0.5 },
  drag: { threshold: 'dragDwellMs', fewer: 2, more: 0.5 },
  shake: { threshold: 'shakeSwingG', fewer: 1.25, more: 0.8 },
};

export const SENSITIVE_KINDS = Object.keys(LEVERS) as readonly SensitiveKind[];

/** The thresholds with an owner's choices; those given where there is none. What is not a choice of ours changes nothing. */
export function withSensitivity(at: ThresholdValues, sensitivity: Sensitivity): ThresholdValues {
  const changed: Partial<Record<keyof ThresholdValues, number>> = {};
  for (const kind of SENSITIVE_KINDS) {
    const level = sensitivity[kind];
    if (level !== 'fewer' && level !== 'more') continue;
    const { threshold, [level]: times } = LEVERS[kind];
    changed[threshold] = at[threshold] * times;
  }
  return Object.keys(changed).length > 0 ? { ...at, ...changed } : at;
}

/** A choice of one kind on top of others; back to usual takes the kind out. */
export function chooseSensitivity(
  sensitivity: Sensitivity,
  kind: SensitiveKind,
  level: SensitivityLevel,
): Sensitivity {
  const chosen: Partial<Record<SensitiveKind, Exclude<SensitivityLevel, 'usual'>>> = { ...sensitivity };
  if (level === 'usual') delete chosen[kind];
  else chosen[kind] = level;
  return chosen;
}

/** What a level asks for: the usual value, in ms or g, and how many times it. */
export function askedBy(
  kind: SensitiveKind,
  level: SensitivityLevel,
): { unit: 'ms' | 'share'; value: number } {
  const { threshold, fewer, more } = LEVERS[kind];
  const times = level === 'usual' ? 1 : level === 'fewer' ? fewer : more;
  // A level in g is raised to the cat's own gait: only the share of it is the same for every cat.
  return threshold.endsWith('Ms')
    ? { unit: 'ms', value: times * THRESHOLD_VALUES[threshold] }
    : { unit: 'share', value: times };
}
