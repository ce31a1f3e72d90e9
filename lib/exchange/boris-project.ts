import type { WalkEvent } from '../events/event';
import type { Detections, Mark, Walk } from '../walk/walk';
import { rounded, seconds } from './rounded';

/** Version of the project file (boris/config.py, `project_format_version`). */
const BORIS_FORMAT = '7.0';

interface Behaviour {
  code: string;
  type: 'State event' | 'Point event';
  key: string;
  description: string;
  /** Values of a modifier of which one is chosen. */
  modifier?: { name: string; values: readonly string[] };
}

const LEVELS = ['light', 'pull', 'hard', 'lunge'] as const;

/** What is coded, and how: a stretch is a state event with a start and a stop, a moment a point event. */
const EVENT_BEHAVIOURS: Readonly<Record<WalkEvent['kind'], Behaviour>> = {
  freeze: { code: 'freeze', type: 'State event', key: 'f', description: 'Stillness that broke off movement' },
  rest: { code: 'rest', type: 'State event', key: 'r', description: 'Stillness that lasted' },
  bolt: { code: 'bolt', type: 'State event', key: 'b', description: 'Sudden strong movement' },
  tension: {
    code: 'tension',
    type: 'State event',
    key: 't',
    description: 'The lead is taut',
    modifier: { name: 'level', values: LEVELS },
  },
  drag: {
    code: 'drag',
    type: 'State event',
    key: 'd',
    description: 'Tension while the cat is still: the hand pulls',
  },
  shake: { code: 'shake', type: 'State event', key: 's', description: 'The coat is shaken' },
  'slip-out': {
    code: 'slip-out',
    type: 'Point event',
    key: 'o',
    description: 'Possible slip out of the harness',
  },
};
const NO_DATA: Behaviour = {
  code: 'no data',
  type: 'State event',
  key: 'n',
  description: 'The tag was not heard',
};
const MARK: Behaviour = {
  code: 'mark',
  type: 'Point event',
  key: 'm',
  description: 'A moment that the owner marked; what it was is the comment',
};
const BEHAVIOURS: readonly Behaviour[] = [...Object.values(EVENT_BEHAVIOURS), NO_DATA, MARK];

/** Time s, subject, code, modifiers, comment: the fields of an event of a live observation. */
type BorisEvent = [number, string, string, string, string];

/**
 * A walk as a project of BORIS (www.boris.unito.it) with one live observation: its events, stretches without data and
 * marks, coded for the cat. `detections`: as the owner sees them. Time 0 is the start of the walk; the date is the walk's own local time, as BORIS has it.
 */
export function borisProject(walk: Walk, detections: Detections, marks: readonly Mark[]): string {
  const subject = borisText(walk.catName) || 'cat';
  const { events: found, gaps, summary } = detections;
  const events = [
    ...withoutOverlaps(found).flatMap((event) => coded(event, subject)),
    ...gaps.flatMap(({ startMs, endMs, streams }) =>
      stretch(startMs, endMs, subject, NO_DATA.code, '', streams.join(' ')),
    ),
    ...marks.map(({ tMs, kind, text }): BorisEvent => [
      seconds(tMs),
      subject,
      MARK.code,
      '',
      text === '' ? kind : `${kind}: ${text}`,
    ]),
  ].sort((a, b) => a[0] - b[0]);
  const date = localIso(walk);
  const id = `${subject} ${date.replace('T', ' ').replaceAll(':', '-')}`;
  const project = {
    time_format: 'hh:mm:ss',
    project_date: date,
    project_name: `Catpace ${id}`,
    project_description: 'Events found by Catpace in the signals of a tag, and marks of the owner.',
    project_format_version: BORIS_FORMAT,
    subjects_conf: { '0': { key: 'c', name: subject, description: '' } },
    behaviors_conf: Object.fromEntries(BEHAVIOURS.map((behaviour, i) => [String(i), configured(behaviour)])),
    observations: {
      [id]: {
        file: [],
        type: 'LIVE',
        date,
        description: walk.review?.note ?? '',
        'time offset': 0,
        events,
        'observation time interval': [0, 0],
        independent_variables: {
          step: String(walk.stepNumber),
          stress: walk.review?.stress == null ? '' : String(walk.review.stress),
          'slack share': summary.slackShare === null ? '' : summary.slackShare.toFixed(3),
        },
        visualize_spectrogram: false,
        visualize_waveform: false,
        close_behaviors_between_videos: false,
        scan_sampling_time: 0,
        start_from_current_time: false,
        start_from_current_epoch_time: false,
        media_info: { offset: {} },
      },
    },
    behavioral_categories: [],
    behavioral_categories_config: {},
    independent_variables: {
      '0': variable('step', 'Step of the training plan'),
      '1': variable('stress', 'Fear, anxiety, stress 0–5, by the owner’s word'),
      '2': variable('slack share', 'Share of the measured time with a slack lead, 0–1'),
    },
    coding_map: {},
    behaviors_coding_map: [],
    converters: {},
  };
  return JSON.stringify(project, null, 1);
}

/**
 * Two stretches of the same coding that overlap, as where the owner adds one beside what was found, become one: BORIS pairs
 * starts and stops by their order.
 */
function withoutOverlaps(events: readonly WalkEvent[]): WalkEvent[] {
  const codingOf = (event: WalkEvent): string =>
    event.kind === 'tension' ? `${event.kind} ${event.level}` : event.kind;
  const apart: WalkEvent[] = [];
  for (const event of [...events].sort((a, b) => a.startMs - b.startMs)) {
    const coding = codingOf(event);
    const before = apart.findLastIndex((each) => codingOf(each) === coding);
    const last = apart[before];
    if (last && EVENT_BEHAVIOURS[event.kind].type === 'State event' && event.startMs <= last.endMs)
      apart[before] = { ...last, endMs: Math.max(last.endMs, event.endMs) };
    else apart.push(event);
  }
  return apart;
}

function coded(event: WalkEvent, subject: string): BorisEvent[] {
  const { code, type } = EVENT_BEHAVIOURS[event.kind];
  const modifier = event.kind === 'tension' ? event.level : '';
  const comment = 'peakN' in event && Number.isFinite(event.peakN) ? `peak ${event.peakN.toFixed(1)} N` : '';
  if (type === 'Point event') return [[seconds(event.startMs), subject, code, modifier, comment]];
  return stretch(event.startMs, event.endMs, subject, code, modifier, comment);
}

/** BORIS pairs the first of two equal codings with the second: never at the same time, or their order would be lost. */
function stretch(
  startMs: number,
  endMs: number,
  subject: string,
  code: string,
  modifier: string,
  comment: string,
): BorisEvent[] {
  const start = seconds(startMs);
  const end = Math.max(seconds(endMs), rounded(start + 0.001, 3));
  return [
    [start, subject, code, modifier, comment],
    [end, subject, code, modifier, ''],
  ];
}

function configured({ code, type, key, description, modifier }: Behaviour): object {
  return {
    type,
    key,
    code,
    description,
    color: '',
    category: '',
    modifiers: modifier
      ? { '0': { name: modifier.name, description: '', type: 0, values: modifier.values } }
      : {},
    excluded: '',
    'coding map': '',
  };
}

function variable(label: string, description: string): object {
  return { label, description, type: 'text', 'default value': '', 'possible values': '' };
}

/** Names that BORIS takes: its own separators left out (boris/config.py, CHAR_FORBIDDEN_IN_MODIFIERS). */
function borisText(text: string): string {
  return text.replaceAll(/[(|),`~\p{Cc}]/gu, ' ').trim();
}

/** The walk's start in its own time zone, without one: "2026-03-14T17:05:00". */
function localIso({ startedAtMs, timeZone }: Walk): string {
  const options = { dateStyle: 'short', timeStyle: 'medium' } as const;
  const format = (zone: string): string =>
    new Intl.DateTimeFormat('sv-SE', { ...options, timeZone: zone }).format(startedAtMs).replace(' ', 'T');
  try {
    return format(timeZone);
  } catch {
    return format('UTC');
  }
}
