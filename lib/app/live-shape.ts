import type { AdviceWords } from '../charts/advice-words';
import type { BoltEvent, FreezeEvent, RestEvent, WalkEvent } from '../events/event';
import type { DragEvent, Puller, ShakeEvent, SlipOutEvent, TensionEvent } from '../events/event';
import type { Evidence } from '../events/evidence';
import type { Limit } from '../events/limits';
import type { StreamFormat } from '../tag/frame';
import type { LinkCounts, TagCapabilities, TagInfo } from '../tag/tag';
import { TAG_ERROR_CODES } from '../tag/tag-error';
import type { CorrectionSubject } from '../walk/correction';
import type { Mark } from '../walk/walk';
import type { LiveNews, LiveRequest } from './live-channel';
import type { FeedItem, LiveTrace, LiveView, OwnersWordOn, PaceView, Sentence } from './live-view';
import type { LiveTarget, TensionBands, WalkingTag } from './live-view';
import { type Check, flag, listOf, number, oneOf, orAbsent, orNull, shapeBy, shapeOf, text } from './shape';

/** Samples of the trace at most: 30 s as its ring keeps them, and room for a faster one. */
const MAX_TRACE = 20_000;

type Kinds<T extends { kind: string }> = T['kind'];

const evidence = listOf(shapeOf<Evidence>({ measure: text, value: number, bound: orNull(number) }));
const eventBase = { startMs: number, endMs: number, detectedMs: number, confidence: number, evidence };
const puller = shapeOf<Puller>({
  who: oneOf<Puller['who']>({ cat: true, hand: true, 'cannot-tell': true }),
  confidence: number,
  knownMs: number,
  evidence,
});
const eventShapes: Record<Kinds<WalkEvent>, Check> = {
  freeze: shapeOf<FreezeEvent>({ ...eventBase, kind: text, sdG: number, movedBeforeMs: number }),
  rest: shapeOf<RestEvent>({ ...eventBase, kind: text, sdG: number }),
  bolt: shapeOf<BoltEvent>({
    ...eventBase,
    kind: text,
    peakSdG: number,
    peakG: number,
    thresholdG: number,
  }),
  tension: shapeOf<TensionEvent>({
    ...eventBase,
    kind: text,
    level: oneOf<TensionEvent['level']>({ light: true, pull: true, hard: true, lunge: true }),
    peakN: number,
    meanN: number,
    peakShareOfWeight: number,
    puller: orAbsent(orNull(puller)),
  }),
  drag: shapeOf<DragEvent>({ ...eventBase, kind: text, peakN: number, meanN: number }),
  shake: shapeOf<ShakeEvent>({ ...eventBase, kind: text, rateHz: number, peakG: number }),
  'slip-out': shapeOf<SlipOutEvent>({ ...eventBase, kind: text, tensionBeforeN: number }),
};
const event = shapeBy<WalkEvent>('kind', eventShapes);

const subject = shapeBy<CorrectionSubject>('by', {
  detector: shapeOf<Extract<CorrectionSubject, { by: 'detector' }>>({
    by: text,
    kind: (value) => typeof value === 'string' && Object.hasOwn(eventShapes, value),
    startMs: number,
    endMs: number,
  }),
  owner: shapeOf<Extract<CorrectionSubject, { by: 'owner' }>>({ by: text, correctionId: text }),
});
const word = shapeOf<OwnersWordOn>({
  provenance: oneOf<OwnersWordOn['provenance']>({
    detected: true,
    confirmed: true,
    rejected: true,
    relabelled: true,
    moved: true,
    added: true,
  }),
  subject,
  wordId: orNull(text),
});
const advice = shapeOf<AdviceWords>({
  id: text,
  seen: text,
  todo: text,
  tone: oneOf<AdviceWords['tone']>({ calm: true, light: true, pull: true, stop: true, still: true }),
});
const feedItem = shapeOf<FeedItem>({ event, open: flag, withdrawn: flag, advice, word: orAbsent(word) });

const bare = shapeOf<{ kind: string }>({ kind: text });
const coarse = shapeOf<Extract<Limit, { share: number }>>({ kind: text, share: number });
const lasting = shapeOf<Extract<Limit, { longestMs: number }>>({ kind: text, longestMs: number });
const limitShapes: Record<Kinds<Limit>, Check> = {
  'no-motion': bare,
  'no-tension': bare,
  'coarse-motion': coarse,
  'coarse-tension': coarse,
  'clipped-motion': shapeOf<Extract<Limit, { kind: 'clipped-motion' }>>({
    kind: text,
    samples: number,
    ceilingG: number,
  }),
  'clipped-tension': shapeOf<Extract<Limit, { kind: 'clipped-tension' }>>({
    kind: text,
    samples: number,
    ceilingN: number,
  }),
  'stuck-tension': lasting,
  'below-zero': lasting,
  'never-loose': lasting,
  'turning-tag': shapeOf<Extract<Limit, { kind: 'turning-tag' }>>({ kind: text, turns: number }),
  'swinging-tag': bare,
};

const tagInfo = shapeOf<TagInfo>({
  family: oneOf<TagInfo['family']>({
    catpace: true,
    progressor: true,
    movesense: true,
    polar: true,
    microbit: true,
    thingy: true,
    demo: true,
    file: true,
  }),
  id: text,
  name: text,
  maker: orNull(text),
  model: orNull(text),
  firmware: orNull(text),
  capabilities: shapeOf<TagCapabilities>({ accel: flag, tension: flag, gyro: flag, log: flag, button: flag }),
  bootId: number,
  streams: listOf(
    shapeOf<StreamFormat>({
      kind: oneOf<StreamFormat['kind']>({ accel: true, tension: true, gyro: true }),
      unitPerCount: number,
      rateHz: number,
    }),
  ),
});
const walkingTagFields: { [K in keyof WalkingTag]: Check } = {
  link: oneOf<WalkingTag['link']>({
    idle: true,
    choosing: true,
    connecting: true,
    preparing: true,
    live: true,
    silent: true,
    reconnecting: true,
    backfilling: true,
    lost: true,
    ended: true,
  }),
  error: orNull((value) => TAG_ERROR_CODES.some((code) => code === value)),
  tag: orNull(tagInfo),
  batteryPercent: orNull(number),
  faults: listOf(
    oneOf<WalkingTag['faults'][number]>({
      accelerometer: true,
      'load-cell': true,
      log: true,
      'transmit-queue': true,
    }),
  ),
  counts: shapeOf<LinkCounts>({
    notifications: number,
    bytes: number,
    frames: number,
    duplicateFrames: number,
    faults: number,
    missingFrames: number,
  }),
};

const view = shapeOf<LiveView>({
  ...walkingTagFields,
  joined: listOf(shapeOf<WalkingTag>(walkingTagFields)),
  tensionN: orNull(number),
  tensionLevel: orNull(
    oneOf<NonNullable<LiveView['tensionLevel']>>({
      slack: true,
      light: true,
      pull: true,
      hard: true,
      lunge: true,
    }),
  ),
  bandsN: shapeOf<TensionBands>({ lightN: number, pullN: number, hardN: number, lungeN: number }),
  activity: oneOf<LiveView['activity']>({ still: true, moving: true, unknown: true }),
  activityForMs: number,
  motionG: orNull(number),
  limits: listOf(shapeBy<Limit>('kind', limitShapes)),
  walkId: orNull(text),
  recording: flag,
  elapsedMs: number,
  savedMs: number,
  saveTrouble: orNull(shapeOf<Sentence>({ title: text, todo: text, help: orAbsent(text) })),
  catName: text,
  bodyKg: number,
  bodyKgAssumed: flag,
  pace: shapeOf<PaceView>({ isFitted: flag, walkedMs: number, neededMs: number }),
  step: shapeOf<LiveTarget>({
    number,
    title: text,
    minMs: orNull(number),
    maxMs: orNull(number),
    aim: oneOf<LiveTarget['aim']>({ slack: true, light: true }),
    good: text,
  }),
  advice: orNull(advice),
  feed: listOf(feedItem),
  marks: number,
  lastMark: orNull(
    shapeOf<Mark>({
      id: text,
      walkId: text,
      tMs: number,
      kind: oneOf<Mark['kind']>({ moment: true, note: true, button: true, sign: true, stress: true }),
      text,
      createdAtMs: number,
      deletedAtMs: orNull(number),
    }),
  ),
});

const traceFields = shapeOf<LiveTrace>({
  tMs: (value) => value instanceof Float64Array,
  tensionN: (value) => value instanceof Float32Array,
  length: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_TRACE,
});
const trace: Check = (value) => {
  if (!traceFields(value)) return false;
  const { tMs, tensionN, length } = value as LiveTrace;
  return tMs.length >= length && tensionN.length >= length && tMs.length <= MAX_TRACE;
};

const newsShapes: Record<LiveNews['type'], Check> = {
  view: shapeOf<Extract<LiveNews, { type: 'view' }>>({ type: text, view, trace: orNull(trace) }),
  gone: shapeOf<Extract<LiveNews, { type: 'gone' }>>({ type: text }),
};
const request = shapeOf<LiveRequest>({
  type: oneOf<LiveRequest['type']>({ hello: true, mark: true, end: true }),
});
const news = shapeBy<LiveNews>('type', newsShapes);

/** Is this what the page that owns the radio tells? */
export function isLiveNews(data: unknown): data is LiveNews {
  return news(data);
}

/** Is this what a follower may ask? */
export function isLiveRequest(data: unknown): data is LiveRequest {
  return request(data);
}
