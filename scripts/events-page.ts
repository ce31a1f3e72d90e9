import { DETECTOR_VERSION } from '../lib/app/pipeline';
import { BEHAVIOUR_MODEL } from '../lib/events/behaviour';
import type { WalkEvent } from '../lib/events/event';
import { LIMIT_BOUNDS } from '../lib/events/limits';
import { DARES_FROM, PULLER_MODEL } from '../lib/events/puller';
import { askedBy, SENSITIVE_KINDS, type SensitiveKind } from '../lib/events/sensitivity';
import { STAND_MODEL } from '../lib/events/standing';
import { type Threshold, THRESHOLDS } from '../lib/events/thresholds';
import { COARSE_MS, GAP_MS, STUCK_MS } from '../lib/signal/gap';

/** What a behaviourist wants to know of one event. */
interface Section {
  title: string;
  definition: string;
  /** What the detector looks at. */
  features: string;
  degrades: string;
  cannotSay: string;
  /** Beginnings of its thresholds' names. */
  thresholds: readonly string[];
}

const SECTIONS: Readonly<Record<WalkEvent['kind'], Section>> = {
  freeze: {
    title: 'Freeze (on screen: "Still")',
    definition:
      'Stillness that breaks off movement: the body came to rest, had moved for a while shortly before, and stays still. After a minute it turns into rest.',
    features:
      'The chance of stillness from the behaviour model (below), added up over time; how long movement lasted within the time before; the standard deviation of |a| as evidence.',
    degrades:
      'Short stops are known only once they have lasted. A tag that sways on a loose harness makes a still cat look busy. Holes in the data end it: unknown is never still. A sensor that stops twice within three seconds, each time for about a second, can pass for stillness.',
    cannotSay:
      'Fear. A cat that watches a bird freezes too; the word is yours. Quiet chewing, scratching and handling things look almost still at the back.',
    thresholds: ['freeze'],
  },
  rest: {
    title: 'Rest',
    definition: 'Stillness that has lasted, whatever came before.',
    features: 'The same as a freeze, without asking for movement before.',
    degrades: 'As a freeze.',
    cannotSay: 'Whether the cat is at ease, asleep, or waiting for it to be over.',
    thresholds: ['rest'],
  },
  bolt: {
    title: 'Bolt',
    definition: 'A run that breaks out of calm: strong motion of the whole body that lasts, and is no shake.',
    features:
      'Standard deviation of |a| over 0.5 s against a level, which rises with the cat’s own walk once five minutes of it are known; calm within the seconds before.',
    degrades:
      'Motion beyond the sensor’s range (±2 g) hides more than half of a dog’s bursts. Where samples come less often than 16 times a second a shake cannot be told from a run: what breaks out of calm as suddenly as a shake is told as a bolt only once it has lasted two seconds, and never when it is over sooner. Uncalibrated, the level is the same for every cat.',
    cannotSay: 'Whether the cat flees or plays. A run that grows slowly out of a trot is none.',
    thresholds: ['bolt', 'gait'],
  },
  tension: {
    title: 'Pull (tension)',
    definition:
      'A lead that is felt: the pull stays above a share of body weight. Its level is the highest reached: light, pull, hard, lunge.',
    features:
      'Force averaged over 0.06 s, above what the gauge reads while the lead hangs loose; its height as a share of body weight; its steepest rise within 0.1 s.',
    degrades:
      'A wrong body weight shifts every level. A zero point further off than is followed makes light pulls of none. Below 16 samples a second lunges are missed.',
    cannotSay: 'Where on the body it pulls, and whether it hurts.',
    thresholds: ['loose', 'tension'],
  },
  drag: {
    title: 'Drag (on screen: "Pull while still")',
    definition: 'A pull on a cat that stands, braces itself or is drawn over the floor: the hand pulls.',
    features:
      'For each slot under tension the chance that the cat stands (model below): 0.4 s of bounce along gravity and of sway across it, how fast either changes, the pull, and the walk’s usual bounce.',
    degrades:
      'Without motion beside the pull there is none. At 12.5 Hz or below light steps are harder to see. The model comes from synthetic walks; on cows at 10 Hz it tells little more than half of the walking.',
    cannotSay:
      'A cat that leans into the lead without a step counts as dragged. It is known more than a second late.',
    thresholds: ['drag'],
  },
  shake: {
    title: 'Shake',
    definition: 'The body shakes itself: a large, fast swing that repeats, out of calm, over within seconds.',
    features:
      'Change of acceleration within 0.12 s, its rate of oscillation, how well it repeats itself, and how calm it was before.',
    degrades: 'At 12.5 Hz most are missed. In water diving in looks like one.',
    cannotSay: 'Why: wet fur, the end of tension, or the harness.',
    thresholds: ['shake'],
  },
  'slip-out': {
    title: 'Possible slip-out',
    definition:
      'The lead falls slack at once out of tension and stays so, the tag falls or turns over, and then lies more quietly than an animal.',
    features:
      'How fast the pull falls, free fall, how far gravity turned in the tag’s axes, and motion since.',
    degrades: 'It needs both motion and the lead. It is known more than two seconds late.',
    cannotSay:
      'No recording of one exists. A cat that is let go and lies down at once on its side, fast asleep, would be taken for one.',
    thresholds: ['slip'],
  },
};

/** Kinds of event that have a section. */
export const EVENT_SECTIONS = Object.keys(SECTIONS) as readonly WalkEvent['kind'][];

const GROUND = ['activity'];

/** The detectors as a page of Markdown for a behaviourist, every figure from the code that decides. */
export function eventsPage(): string {
  return [
    '# What Catpace calls an event',
    '',
    `Written by \`node scripts/run.mjs events\` from \`lib/events/\`, detector version ${DETECTOR_VERSION}; a test fails when this page and`,
    'the code differ. How right the events are is measured in [accuracy.md](accuracy.md); no figure there is a cat’s.',
    '',
    'Every event carries its start, its end, the moment it was known, a confidence from 0 to 1 and the figures it rests on. What you',
    'say of an event lies on top of it and never overwrites it.',
    '',
    '## The ground state: still, moving, unknown',
    '',
    'About 25 times a second a small model weighs three behaviours: still, moving, and busy on the spot. What was believed a moment',
    'ago counts as well. Each figure is of time and not of samples, and holds however the tag is mounted.',
    `Unknown is where no sample came for ${seconds(GAP_MS)}, the sensor repeated itself for ${seconds(STUCK_MS)} or read exactly 0 on all
axes; it never counts as still.`,
    '',
    ...thresholdTable(GROUND),
    '',
    'Log-odds (natural) against stillness; swing and spread as logarithms to base 10 of g. Fitted to sea lions on land.',
    '',
    ...weightTable({
      'moving: bias': BEHAVIOUR_MODEL.moving.bias,
      'moving: swing': BEHAVIOUR_MODEL.moving.swing,
      'moving: spread': BEHAVIOUR_MODEL.moving.spread,
      'busy: bias': BEHAVIOUR_MODEL.busy.bias,
      'busy: swing': BEHAVIOUR_MODEL.busy.swing,
      'busy: spread': BEHAVIOUR_MODEL.busy.spread,
    }),
    ...EVENT_SECTIONS.flatMap((kind) => sectionOf(kind)),
    '',
    '## Who pulled',
    '',
    'Each pull is judged 0.8 s after the lead came taut: the cat, the hand, or it cannot be told (neither is likelier than',
    `${DARES_FROM}). A body that moves as the lead comes taut pulled itself; one that stood was pulled; a lead that draws the cat`,
    'forward is the hand’s, one that holds it back the cat’s. The weights (log-odds that the cat pulled) come from synthetic walks;',
    'no recording says who pulled.',
    '',
    ...weightTable({ bias: PULLER_MODEL.bias, ...PULLER_MODEL.weights }),
    '',
    '## Sensor trouble',
    '',
    'Named beside the walk; it changes no event.',
    '',
    '| trouble | told when |',
    '|---|---|',
    `| samples too far apart | more than ${COARSE_MS} ms apart for at least ${percent(LIMIT_BOUNDS.coarseShare)} of the time: shakes and lunges cannot be told |`,
    `| beyond the range | ${LIMIT_BOUNDS.clippedFrom} samples at one and the same extreme |`,
    `| load cell stuck or unplugged | one and the same reading for ${seconds(LIMIT_BOUNDS.stuckPullMs)} under a pull, ${seconds(LIMIT_BOUNDS.stuckLooseMs)} without one |`,
    `| load cell wrong way round | below zero for ${seconds(LIMIT_BOUNDS.belowZeroMs)} |`,
    `| a lead that never hangs loose (retractable, or held short) | for ${seconds(LIMIT_BOUNDS.neverLooseMs)} |`,
    `| a tag that turns on the walking cat | ${LIMIT_BOUNDS.turnsFrom} times within 10 min it comes to lie differently, by more than 45°, in ${LIMIT_BOUNDS.placesFrom} places or more |`,
    `| a tag that hangs and swings | in ${percent(LIMIT_BOUNDS.freeFrom)} of a minute of walking the force lies along one line, as on a pendulum |`,
    '',
    'A cat that is carried in three ways within ten minutes looks like a tag that turns. Scratching and chewing at the harness are not',
    'told: a hint built on sea lions was right half of the time for scratching and one time in seven for chewing, which is no help',
    '([accuracy.md](accuracy.md)).',
    '',
    '## Sensitivity',
    '',
    'For each of these kinds the owner may ask for fewer events, or more. One threshold moves, and what it would have changed in past',
    'walks is shown first. Rest and slip-out have no such setting: rest is stillness that lasts a minute, and a minute is no',
    'judgement; a possible slip-out is a warning to look at the cat, and one that was turned down would be missed when it matters.',
    '',
    '| event | fewer | usual | more |',
    '|---|---|---|---|',
    ...SENSITIVE_KINDS.map(
      (kind) => `| ${kind} | ${asked(kind, 'fewer')} | ${asked(kind, 'usual')} | ${asked(kind, 'more')} |`,
    ),
    '',
  ].join('\n');
}

function sectionOf(kind: WalkEvent['kind']): string[] {
  const { title, definition, features, degrades, cannotSay, thresholds } = SECTIONS[kind];
  return [
    '',
    `## ${title}`,
    '',
    definition,
    '',
    `- **Looks at:** ${features}`,
    `- **Degraded by:** ${degrades}`,
    `- **Cannot say:** ${cannotSay}`,
    '',
    ...thresholdTable(thresholds),
    ...(kind === 'drag'
      ? [
          '',
          'Log-odds (natural) that the cat stands; bounce, sway, their changes and the usual bounce as logarithms to base 10 of g, the',
          'pull as a share of body weight. Fitted to synthetic walks, looked at on real bodies.',
          '',
          ...weightTable({ bias: STAND_MODEL.bias, ...STAND_MODEL.weights }),
        ]
      : []),
  ];
}

/** The thresholds whose names begin so. */
function thresholdTable(beginnings: readonly string[]): string[] {
  const own = Object.entries(THRESHOLDS).filter(([name]) =>
    beginnings.some((beginning) => name.startsWith(beginning)),
  );
  return [
    '| threshold | value | why | source |',
    '|---|---|---|---|',
    ...own.map(([name, one]) => `| \`${name}\` | ${valueOf(one)} | ${one.why} | ${one.source} |`),
  ];
}

function weightTable(weights: Readonly<Record<string, number>>): string[] {
  return [
    '| term | weight |',
    '|---|---|',
    ...Object.entries(weights).map(([name, weight]) => `| ${name} | ${weight} |`),
  ];
}

function valueOf({ value, unit }: Threshold): string {
  if (unit === 'ms') return seconds(value);
  if (unit === 'share') return percent(value);
  return unit === '1' ? `${value} ×` : `${value} ${unit}`;
}

const seconds = (ms: number): string => `${ms / 1_000} s`;
const percent = (share: number): string => `${Math.round(1_000 * share) / 10} %`;

function asked(kind: SensitiveKind, level: 'fewer' | 'usual' | 'more'): string {
  const { unit, value } = askedBy(kind, level);
  return unit === 'ms' ? seconds(Math.round(value)) : `${value} × the level`;
}
