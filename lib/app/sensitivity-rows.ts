import {
  askedBy,
  SENSITIVE_KINDS,
  type SensitiveKind,
  type Sensitivity,
  type SensitivityLevel,
} from '../events/sensitivity';

/** How readily one kind of event is told of, and what each level asks for. */
export interface SensitivityRow {
  kind: SensitiveKind;
  level: SensitivityLevel;
  asks: Readonly<Record<SensitivityLevel, ReturnType<typeof askedBy>>>;
}

/** A cat's choices, ready to show. */
export function sensitivityRows(sensitivity: Sensitivity = {}): SensitivityRow[] {
  return SENSITIVE_KINDS.map((kind) => ({
    kind,
    level: sensitivity[kind] ?? 'usual',
    asks: { fewer: askedBy(kind, 'fewer'), usual: askedBy(kind, 'usual'), more: askedBy(kind, 'more') },
  }));
}
