import * as v from 'valibot';
import type { WalkEvent } from '../events/event';
import type { SensitiveKind } from '../events/sensitivity';
import type { StreamKind } from '../tag/frame';
import type { CatProfile, HarnessKind, LeashKind, ReadinessQuestion } from '../walk/cat-profile';
import type { Easier } from '../walk/half-step';
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
  v.string('must be a text'),
  v.maxLength(LONGEST_TEXT, `must be at most ${LONGEST_TEXT} letters long`),
);
const shortText = v.pipe(
  v.string('must be a text'),
  v.maxLength(LONGEST_PLACE, `must be at most ${LONGEST_PLACE} letters long`),
);
const id = v.pipe(
  v.string('must be a text'),
  v.regex(/^[\w.:-]{1,100}$/, 'must be an id: letters, digits and - alone'),
);
const finite = v.pipe(v.number('must be a number'), v.finite('must be a finite number'));
const between = (least: number, most: number) =>
  v.pipe(finite, v.minValue(least, `must be ${least} or more`), v.maxValue(most, `must be ${most} or less`));
const whole = (least: number, most: number) =>
  v.pipe(between(least, most), v.integer('must be a whole number'));
const epochMs = between(0, LAST_DATE_MS);
const tMs = between(-LONGEST_WALK_MS, LONGEST_WALK_MS);
const lengthMs = between(0, 2 * LONGEST_WALK_MS);
const flag = v.boolean('must be true or false');
const oneOf = <const T extends readonly (string | number)[]>(words: T) =>
  v.picklist(words, `must be one of: ${words.join(', ')}`);
const list = <const T extends v.GenericSchema>(item: T, most: number) =>
  v.pipe(v.array(item, 'must be a list'), v.maxLength(most, `must have at most ${most}`));
/** What a later version adds to a record stays in it. */
const record = <const T extends v.ObjectEntries>(entries: T) =>
  v.looseObject(entries, (issue) =>
    issue.received === 'undefined' ? 'is missing' : 'must be a group in curly brackets',
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
  v.string('must be a text'),
  v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a day such as 2026-03-14'),
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
    v.instance(ArrayBuffer, 'must be the bytes of a picture'),
    v.check(({ byteLength }) => byteLength <= LARGEST_PHOTO, `must be at most ${LARGEST_PHOTO / 1e6} MB`),
    v.check(isJpeg, 'must be a JPEG picture'),
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
  schema: v.literal(1, 'must be 1: a newer Catpace may have made it'),
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
      v.check(({ atMs, ids }) => atMs.length === ids.length, 'has lists that do not fit each other'),
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
  'must say whose event it is',
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
  'must say what the owner says',
);

const count = whole(0, Number.MAX_SAFE_INTEGER);
const figure = v.nullable(finite);
export const DETECTIONS = record({
  walkId: id,
  detectorVersion: v.pipe(text, v.minLength(1, 'must not be empty'), v.maxLength(100, 'is too long')),
  activity: list(record({ state: oneOf(['still', 'moving', 'unknown']), startMs: tMs, endMs: tMs }), 200_000),
  events: list(
    record({
      kind: eventKind,
      startMs: tMs,
      endMs: tMs,
      detectedMs: finite,
      level: v.optional(oneOf(['light', 'pull', 'hard', 'lunge'])),
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
});

/** Bounds of what an array of numbers may hold: typed arrays would wrap or round what lies outside. */
const numbers = (what: string, fits: (value: number) => boolean) =>
  v.custom<number[]>(
    (input) => Array.isArray(input) && input.every((value) => typeof value === 'number' && fits(value)),
    `must be a list of ${what}`,
  );

const COLUMNS = v.pipe(
  v.strictObject(
    {
      kind: streamKind,
      seq: numbers('whole numbers from 0 to 2^53', (value) => Number.isSafeInteger(value) && value >= 0),
      tMs: numbers('times within a day', (value) => Math.abs(value) <= LONGEST_WALK_MS),
      n: numbers(
        'whole numbers from 0 to 255',
        (value) => Number.isInteger(value) && value >= 0 && value <= 255,
      ),
      counts: numbers(
        'whole numbers of 16 bits',
        (value) => Number.isInteger(value) && value >= -32_768 && value <= 32_767,
      ),
    },
    'must hold kind, seq, tMs, n and counts, and nothing else',
  ),
  v.check((columns) => fitEachOther(columns), 'has lists that do not fit each other'),
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
  'must hold walkId, index, tag, bootId, fromMs, toMs and columns, and nothing else',
);

/** The same as it is in the database: columns are typed arrays, which hold nothing that does not fit them. */
export const STORED_CHUNK = v.looseObject({
  walkId: id,
  index: whole(0, Number.MAX_SAFE_INTEGER),
  tag: whole(0, 15),
  bootId: finite,
  fromMs: tMs,
  toMs: tMs,
  columns: list(
    v.pipe(
      v.looseObject({
        kind: streamKind,
        seq: v.instance(Float64Array, 'must be numbers of 64 bits'),
        tMs: v.instance(Float64Array, 'must be numbers of 64 bits'),
        n: v.instance(Uint8Array, 'must be numbers of 8 bits'),
        counts: v.instance(Int16Array, 'must be numbers of 16 bits'),
      }),
      v.check((columns) => fitEachOther(columns), 'has lists that do not fit each other'),
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
        v.instance(Float32Array, 'must be numbers of 32 bits'),
        v.check(({ length }) => length <= LONGEST_WALK_MS / 250, 'must be at most two days long'),
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
