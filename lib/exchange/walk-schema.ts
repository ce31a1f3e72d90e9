import * as v from 'valibot';
import type { Puller, WalkEvent } from '../events/event';
import type { Limit } from '../events/limits';
import type { SensitiveKind } from '../events/sensitivity';
import type { StreamKind } from '../tag/frame';
import type { CatProfile, HarnessKind, LeashKind, ReadinessQuestion } from '../walk/cat-profile';
import type { Easier } from '../walk/half-step';
import { faultText, type FileFault } from './file-fault';
import type { SessionScores } from '../walk/session-scores';
import type { OverviewTrace, WalkOverview } from '../walk/walk-overview';
import type { Cat, CatPhoto, FrameColumns, MarkKind, Walk } from '../walk/walk';

/** Longest text that is taken from a file, letters. Ours: far beyond what anybody writes into a note. */
const LONGEST_TEXT = 20_000;
/** Longest name of a place, letters. Ours. */
const LONGEST_PLACE = 200;
/** Most taps of the owner's in one session: one a second for a day. Ours. */
const MOST_TAPS = 86_400;
/** Largest picture of a cat, bytes: what is kept has 512 × 512 pixels, which no JPEG needs so much for. Ours. */
const LARGEST_PHOTO = 2e6;
/** Longest walk, ms: a day. Ours. */
export const LONGEST_WALK_MS = 86_400_000;
/** Every kind there is: a new one that is not here does not compile, and so is not refused when it is read back. */
const MARK_KINDS = wordsOf<MarkKind>({ moment: 1, note: 1, button: 1, sign: 1, stress: 1 });
const EVENT_KINDS = wordsOf<WalkEvent['kind']>({
  freeze: 1,
  rest: 1,
  bolt: 1,
  tension: 1,
  drag: 1,
  shake: 1,
  'slip-out': 1,
});
const HARNESSES = wordsOf<HarnessKind>({ 'h-style': 1, 'figure-eight': 1, vest: 1 });
const LEASHES = wordsOf<LeashKind>({ 'light-nylon': 1, 'other-fixed': 1, retractable: 1 });
const EASIER = wordsOf<Easier>({ length: 1, distance: 1, distraction: 1, tension: 1 });
/** Last moment that a `Date` can say, epoch ms (ECMA-262, "Time Values and Time Range"). */
const LAST_DATE_MS = 8.64e15;

const text = v.pipe(
  v.string(faultText({ code: 'no-text' })),
  v.maxLength(LONGEST_TEXT, faultText({ code: 'too-long', most: LONGEST_TEXT })),
);
export const shortText = v.pipe(
  v.string(faultText({ code: 'no-text' })),
  v.maxLength(LONGEST_PLACE, faultText({ code: 'too-long', most: LONGEST_PLACE })),
);
const id = v.pipe(
  v.string(faultText({ code: 'no-text' })),
  v.regex(/^[\w.:-]{1,100}$/, faultText({ code: 'no-id' })),
);
const finite = v.pipe(v.number(faultText({ code: 'no-number' })), v.finite(faultText({ code: 'no-number' })));
const between = (least: number, most: number) =>
  v.pipe(
    finite,
    v.minValue(least, faultText({ code: 'too-small', least })),
    v.maxValue(most, faultText({ code: 'too-great', most })),
  );
export const whole = (least: number, most: number) =>
  v.pipe(between(least, most), v.integer(faultText({ code: 'not-whole' })));
export const epochMs = between(0, LAST_DATE_MS);
const tMs = between(-LONGEST_WALK_MS, LONGEST_WALK_MS);
const lengthMs = between(0, 2 * LONGEST_WALK_MS);
const flag = v.boolean(faultText({ code: 'no-flag' }));
const oneOf = <const T extends readonly (string | number)[]>(words: T) =>
  v.picklist(words, faultText({ code: 'no-choice', choices: words.map(String) }));
const list = <const T extends v.GenericSchema>(item: T, most: number) =>
  v.pipe(
    v.array(item, faultText({ code: 'no-list' })),
    v.maxLength(most, faultText({ code: 'too-long-list', most })),
  );
/** What a later version adds to a record stays in it. */
export const record = <const T extends v.ObjectEntries>(entries: T) =>
  v.looseObject(entries, (issue) =>
    faultText({ code: issue.received === 'undefined' ? 'missing' : 'no-group' }),
  );

const streamKind = oneOf(['accel', 'tension', 'gyro']);

const TAG = record({
  family: text,
  id: text,
  name: text,
  maker: v.nullable(text),
  model: v.nullable(text),
  firmware: v.nullable(text),
  capabilities: record({ accel: flag, tension: flag, gyro: flag, log: flag, button: flag }),
  bootId: finite,
  streams: list(
    record({ kind: streamKind, unitPerCount: between(1e-12, 1e6), rateHz: between(0.001, 100_000) }),
    16,
  ),
});

const REVIEW = record({
  stress: v.nullable(oneOf([0, 1, 2, 3, 4, 5])),
  foodTaken: v.nullable(flag),
  good: v.nullish(flag),
  endedWell: v.nullish(flag),
  note: text,
  place: v.optional(shortText),
});

/** What the owner counted in a session without a tag. */
const SESSION = record({
  treatsMs: list(tMs, MOST_TAPS),
  trials: list(record({ tMs, good: flag }), MOST_TAPS),
  lastedMs: v.optional(lengthMs),
} satisfies Record<keyof SessionScores, v.GenericSchema>);

const LEVEL = v.optional(oneOf(['fewer', 'more']));
const SENSITIVITY = record({
  freeze: LEVEL,
  bolt: LEVEL,
  tension: LEVEL,
  drag: LEVEL,
  shake: LEVEL,
} satisfies Record<SensitiveKind, typeof LEVEL>);

const day = v.pipe(
  v.string(faultText({ code: 'no-text' })),
  v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, faultText({ code: 'no-day' })),
);
/** Early records leave some of it out. */
const PROFILE = record({
  birthDay: v.nullish(day),
  weighings: v.optional(list(record({ day, kg: between(0.05, 1_000) }), 50_000)),
  harness: v.nullish(oneOf(HARNESSES)),
  leash: v.nullish(oneOf(LEASHES)),
  leashM: v.nullish(between(0, 1_000)),
  tagG: v.nullish(between(0, 100_000)),
  notes: v.optional(text),
  readiness: v.optional(
    record({
      healthy: v.optional(flag),
      motivated: v.optional(flag),
      curious: v.optional(flag),
      handled: v.optional(flag),
      time: v.optional(flag),
      patience: v.optional(flag),
    } satisfies Record<ReadinessQuestion, v.GenericSchema>),
  ),
  tagChoice: v.nullish(oneOf(['tag', 'none'])),
} satisfies Record<keyof CatProfile, v.GenericSchema>);

export const CAT = record({
  id,
  name: text,
  bodyKg: v.nullable(between(0.05, 1_000)),
  stepNumber: between(1, 10),
  halfSteps: v.optional(list(record({ number: between(1, 10), easier: oneOf(EASIER), note: text }), 100)),
  updatedAtMs: epochMs,
  profile: v.optional(PROFILE),
  sensitivity: v.optional(SENSITIVITY),
  deletedAtMs: v.nullish(epochMs),
} satisfies Record<keyof Cat, v.GenericSchema>);

/** A JPEG, as `reencodePhoto` makes it: nothing else comes into the page as a picture. */
export const PHOTO = record({
  catId: id,
  bytes: v.pipe(
    v.instance(ArrayBuffer, faultText({ code: 'no-picture' })),
    v.check(
      ({ byteLength }) => byteLength <= LARGEST_PHOTO,
      faultText({ code: 'too-many-bytes', mostMb: LARGEST_PHOTO / 1e6 }),
    ),
    v.check(isJpeg, faultText({ code: 'no-jpeg' })),
  ),
  updatedAtMs: epochMs,
} satisfies Record<keyof CatPhoto, v.GenericSchema>);

export const CHOICE = record({
  id,
  catId: id,
  atMs: epochMs,
  fromStepNumber: between(1, 10),
  toStepNumber: between(1, 10),
  decision: text,
  rule: text,
  ruleStepNumber: between(1, 10),
  walkIds: list(id, 1_000),
  reason: v.nullable(text),
});

export const WALK = record({
  schema: v.literal(1, faultText({ code: 'other-schema' })),
  id,
  catId: id,
  catName: text,
  bodyKg: between(0.05, 1_000),
  bodyKgAssumed: flag,
  gait: v.nullish(record({ walkedMs: finite, stillP50G: finite, walkP95G: finite })),
  sensitivity: v.optional(SENSITIVITY),
  stepNumber: between(1, 10),
  // A walk that was running when the file was made cannot go on elsewhere: `importable` closes it.
  status: oneOf(['recording', 'ended', 'recovered']),
  startedAtMs: epochMs,
  timeZone: text,
  durationMs: v.nullable(lengthMs),
  tags: list(TAG, 16),
  target: v.optional(
    record({ minMs: v.nullable(lengthMs), maxMs: v.nullable(lengthMs), aim: oneOf(['slack', 'light']) }),
  ),
  advice: v.optional(
    v.pipe(
      record({ atMs: list(tMs, 100_000), ids: list(text, 100_000) }),
      v.check(({ atMs, ids }) => atMs.length === ids.length, faultText({ code: 'lists-differ' })),
    ),
  ),
  review: v.nullable(REVIEW),
  session: v.nullish(SESSION),
  thinnedAtMs: v.nullish(epochMs),
  deletedAtMs: v.nullable(epochMs),
} satisfies Record<keyof Walk, v.GenericSchema>);

export const MARK = record({
  id,
  walkId: id,
  tMs,
  kind: oneOf(MARK_KINDS),
  text,
  createdAtMs: epochMs,
  deletedAtMs: v.nullable(epochMs),
});

const eventKind = oneOf(EVENT_KINDS);
const stretch = { startMs: tMs, endMs: tMs };
const subject = v.variant(
  'by',
  [
    record({ by: v.literal('detector'), kind: eventKind, ...stretch }),
    record({ by: v.literal('owner'), correctionId: id }),
  ],
  faultText({ code: 'no-subject' }),
);
const word = { id, walkId: id, createdAtMs: epochMs, deletedAtMs: v.nullable(epochMs) };
export const CORRECTION = v.variant(
  'say',
  [
    record({ say: v.literal('confirm'), subject, ...word }),
    record({ say: v.literal('reject'), subject, ...word }),
    record({ say: v.literal('relabel'), subject, toKind: eventKind, ...word }),
    record({ say: v.literal('move'), subject, ...stretch, ...word }),
    record({ say: v.literal('add'), kind: eventKind, ...stretch, ...word }),
  ],
  faultText({ code: 'no-saying' }),
);

const count = whole(0, Number.MAX_SAFE_INTEGER);
const figure = v.nullable(finite);
/** A key of one or another of the kinds. */
type KeyOfAny<T> = T extends unknown ? keyof T : never;
/** What is not measured is NaN in memory and null in a file. */
const measured = v.nullish(finite);
const EVIDENCE = list(record({ measure: shortText, value: measured, bound: measured }), 100);
/** Figures that events of one kind or another carry. */
const EVENT_FIGURES = {
  confidence: measured,
  sdG: measured,
  movedBeforeMs: measured,
  peakSdG: measured,
  peakG: measured,
  thresholdG: measured,
  peakN: measured,
  meanN: measured,
  peakShareOfWeight: measured,
  rateHz: measured,
  tensionBeforeN: measured,
} satisfies Record<
  Exclude<KeyOfAny<WalkEvent>, 'kind' | 'startMs' | 'endMs' | 'detectedMs' | 'level' | 'evidence' | 'puller'>,
  v.GenericSchema
>;
const PULLER = record({
  who: oneOf(['cat', 'hand', 'cannot-tell']),
  confidence: finite,
  knownMs: finite,
  evidence: EVIDENCE,
} satisfies Record<keyof Puller, v.GenericSchema>);
/** A later version may know other kinds: they say nothing here. */
const LIMIT = record({
  kind: shortText,
  share: measured,
  samples: measured,
  ceilingG: measured,
  ceilingN: measured,
  longestMs: measured,
  turns: measured,
} satisfies Record<KeyOfAny<Limit>, v.GenericSchema>);

export const DETECTIONS = record({
  walkId: id,
  detectorVersion: v.pipe(
    text,
    v.minLength(1, faultText({ code: 'empty' })),
    v.maxLength(100, faultText({ code: 'too-long', most: 100 })),
  ),
  activity: list(record({ state: oneOf(['still', 'moving', 'unknown']), startMs: tMs, endMs: tMs }), 200_000),
  events: list(
    record({
      kind: eventKind,
      startMs: tMs,
      endMs: tMs,
      detectedMs: finite,
      level: v.optional(oneOf(['light', 'pull', 'hard', 'lunge'])),
      evidence: v.optional(EVIDENCE),
      puller: v.nullish(PULLER),
      ...EVENT_FIGURES,
    }),
    200_000,
  ),
  gaps: list(record({ startMs: tMs, endMs: tMs, streams: list(streamKind, 3) }), 200_000),
  summary: record({
    durationMs: finite,
    movingMs: finite,
    stillMs: finite,
    unknownMs: finite,
    slackShare: figure,
    lightMs: finite,
    pullMs: finite,
    hardMs: finite,
    maxTensionN: figure,
    meanTensionN: figure,
    pulls: count,
    pullsPer10Min: figure,
    freezes: count,
    longestFreezeMs: finite,
    bolts: count,
    shakes: count,
    recoveryMs: figure,
    samples: record({ accel: count, tension: count, gyro: count }),
  }),
  gait: v.optional(record({ stillMs: list(finite, 10_000), movingMs: list(finite, 10_000) })),
  limits: v.optional(list(LIMIT, 100)),
});

/** Bounds of what an array of numbers may hold: typed arrays would wrap or round what lies outside. */
const numbers = (fault: FileFault, fits: (value: number) => boolean) =>
  v.custom<number[]>(
    (input) => Array.isArray(input) && input.every((value) => typeof value === 'number' && fits(value)),
    faultText(fault),
  );

const wholeNumbers = (least: number, most: number) =>
  numbers(
    { code: 'no-numbers', least, most },
    (value) => Number.isSafeInteger(value) && value >= least && value <= most,
  );

const COLUMNS = v.pipe(
  v.strictObject(
    {
      kind: streamKind,
      seq: wholeNumbers(0, Number.MAX_SAFE_INTEGER),
      tMs: numbers({ code: 'no-times' }, (value) => Math.abs(value) <= LONGEST_WALK_MS),
      n: wholeNumbers(0, 255),
      counts: wholeNumbers(-32_768, 32_767),
    },
    faultText({ code: 'other-keys', names: ['kind', 'seq', 'tMs', 'n', 'counts'] }),
  ),
  v.check((columns) => fitEachOther(columns), faultText({ code: 'lists-differ' })),
);

export const CHUNK = v.strictObject(
  {
    walkId: id,
    index: whole(0, Number.MAX_SAFE_INTEGER),
    tag: whole(0, 15),
    bootId: finite,
    fromMs: tMs,
    toMs: tMs,
    columns: list(COLUMNS, 64),
  },
  faultText({
    code: 'other-keys',
    names: ['walkId', 'index', 'tag', 'bootId', 'fromMs', 'toMs', 'columns'],
  }),
);

/** The same as it is in the database: columns are typed arrays, which hold nothing that does not fit them. */
export const STORED_CHUNK = record({
  walkId: id,
  index: whole(0, Number.MAX_SAFE_INTEGER),
  tag: whole(0, 15),
  bootId: finite,
  fromMs: tMs,
  toMs: tMs,
  columns: list(
    v.pipe(
      record({
        kind: streamKind,
        seq: v.instance(Float64Array, faultText({ code: 'no-typed-numbers', bits: 64 })),
        tMs: v.instance(Float64Array, faultText({ code: 'no-typed-numbers', bits: 64 })),
        n: v.instance(Uint8Array, faultText({ code: 'no-typed-numbers', bits: 8 })),
        counts: v.instance(Int16Array, faultText({ code: 'no-typed-numbers', bits: 16 })),
      }),
      v.check((columns) => fitEachOther(columns), faultText({ code: 'lists-differ' })),
    ),
    64,
  ),
});

/** Begins and ends as a JPEG does (ITU-T T.81, B.1.1.3: SOI and EOI). */
function isJpeg(buffer: ArrayBuffer): boolean {
  const bytes = new Uint8Array(buffer);
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
}

/** What is left of the samples of a walk that was thinned out. */
export const OVERVIEW = record({
  walkId: id,
  traces: list(
    record({
      name: oneOf(['tension', 'motion', 'link']),
      values: v.pipe(
        v.instance(Float32Array, faultText({ code: 'no-typed-numbers', bits: 32 })),
        v.check(({ length }) => length <= LONGEST_WALK_MS / 250, faultText({ code: 'over-two-days' })),
      ),
    } satisfies Record<keyof OverviewTrace, v.GenericSchema>),
    3,
  ),
} satisfies Record<keyof WalkOverview, v.GenericSchema>);

function wordsOf<Word extends string>(words: Readonly<Record<Word, 1>>): readonly Word[] {
  return Object.keys(words) as Word[];
}

function fitEachOther({
  kind,
  seq,
  tMs,
  n,
  counts,
}: {
  kind: StreamKind;
  seq: ArrayLike<number>;
  tMs: Iterable<number> & ArrayLike<number>;
  n: Iterable<number> & ArrayLike<number>;
  counts: ArrayLike<number>;
}): boolean {
  let samples = 0;
  for (const each of n) samples += each;
  for (const t of tMs) if (!(Math.abs(t) <= LONGEST_WALK_MS)) return false;
  return seq.length === n.length && tMs.length === n.length && counts.length === samples * axesOf(kind);
}

/** Values a sample: three axes, or one force. */
function axesOf(kind: StreamKind): number {
  return kind === 'tension' ? 1 : 3;
}

/** The same columns as numbers that JSON can say, and back: nothing is rounded on either way. */
export function plainColumns({ kind, seq, tMs, n, counts }: FrameColumns): v.InferOutput<typeof COLUMNS> {
  return { kind, seq: [...seq], tMs: [...tMs], n: [...n], counts: [...counts] };
}
export function typedColumns({ kind, seq, tMs, n, counts }: v.InferOutput<typeof COLUMNS>): FrameColumns {
  return {
    kind,
    seq: Float64Array.from(seq),
    tMs: Float64Array.from(tMs),
    n: Uint8Array.from(n),
    counts: Int16Array.from(counts),
  };
}
