import type { LevelBounds } from './tension-scale';
import { strainOf } from './tension-scale';

/** The picture's own units: width and height of the viewBox. Ground and lead length are in the same units. */
export const LEAD_SCENE = { width: 640, height: 292, groundY: 272 } as const;

/** Where the lead is clipped to the harness. */
const RING = { x: 487, y: 178 } as const;
/** Height of the fist. */
const HAND_Y = 84;
/** Fist with the lead taut, and how far it comes towards the cat when the lead hangs slack. */
const HAND_TAUT_X = 96;
const HAND_SLACK_SHIFT = 84;
/** Length of the lead: the taut distance, so that a slack one hangs by what the hand has come closer. */
const LEAD_LENGTH = Math.hypot(RING.x - HAND_TAUT_X, RING.y - HAND_Y);
/** Strain at which the line is straight: the beginning of "pull". */
const STRAIGHT_AT = 2;
/** Swing of a taut line at a lunge. */
const SWING = 5;

export interface LeadPose {
  /** SVG path of the line: one cubic, from the hand to the harness. */
  d: string;
  hand: { x: number; y: number; leanDeg: number };
  ring: { x: number; y: number };
  /** Vertical distance of the line's middle below the straight one. */
  sag: number;
  /** 0–5, see `strainOf`. */
  strain: number;
}

export interface LeadState {
  /** Null: no reading. The line then hangs half slack and is drawn dashed. */
  tensionN: number | null;
  bounds: LevelBounds;
  /** Time that drives the tremble of a taut line, ms. */
  phaseMs: number;
  /** The hand pulls, not the cat: the hand leans back. */
  handPulls: boolean;
  /** One picture a level instead of a moving one (prefers-reduced-motion). */
  stepped: boolean;
}

/** The lead as a gauge: a line of constant length that sags, straightens and trembles. */
export function leadPose(state: LeadState): LeadPose {
  const strain = shownStrain(state);
  // The hand is nearer to the cat, the slacker the lead; eased so that the last slack goes slowly.
  const slack = Math.max(0, 1 - strain / STRAIGHT_AT) ** 1.5;
  const beyond = Math.max(0, strain - STRAIGHT_AT) / 3;
  const hand = {
    x: HAND_TAUT_X + HAND_SLACK_SHIFT * slack,
    y: HAND_Y,
    leanDeg: state.handPulls ? -22 : -8 * beyond,
  };
  const sag = sagOf(hand, RING, LEAD_LENGTH);
  const swing = state.stepped || strain < 3 ? 0 : SWING * Math.min(1, (strain - 3) / 2 + 0.3);
  const tremble = swing * Math.sin((2 * Math.PI * state.phaseMs) / 170);
  return { d: linePath(hand, RING, sag, tremble), hand, ring: { ...RING }, sag, strain };
}

function shownStrain({ tensionN, bounds, stepped }: LeadState): number {
  if (tensionN === null || !Number.isFinite(tensionN)) return 0.6;
  const strain = strainOf(tensionN, bounds);
  // Slack steps to wholly slack, light to its middle, the others to where they begin.
  if (!stepped) return strain;
  return strain < 1 ? 0 : strain < 2 ? 1.4 : Math.min(4, Math.floor(strain));
}

interface Point {
  x: number;
  y: number;
}

/**
 * Sag of a parabola between two points whose arc is `length` long, by bisection.
 * A parabola is within 2 % of the catenary at these depths, and is exactly one Bézier curve.
 */
function sagOf(from: Point, to: Point, length: number): number {
  if (Math.hypot(to.x - from.x, to.y - from.y) >= length) return 0;
  let low = 0;
  let high = length / 2;
  for (let i = 0; i < 24; i++) {
    const sag = (low + high) / 2;
    if (arcLength(from, to, sag) < length) low = sag;
    else high = sag;
  }
  return (low + high) / 2;
}

/** Length of the hanging line, in 24 chords. */
export function arcLength(from: Point, to: Point, sag: number): number {
  let length = 0;
  let x = from.x;
  let y = from.y;
  for (let i = 1; i <= 24; i++) {
    const u = i / 24;
    const nextX = from.x + (to.x - from.x) * u;
    const nextY = from.y + (to.y - from.y) * u + 4 * sag * u * (1 - u);
    length += Math.hypot(nextX - x, nextY - y);
    x = nextX;
    y = nextY;
  }
  return length;
}

/** The parabola as a cubic Bézier, its inner points shifted to either side by the tremble. */
function linePath(from: Point, to: Point, sag: number, tremble: number): string {
  const dx = (to.x - from.x) / 3;
  const dy = (to.y - from.y) / 3;
  const drop = (4 / 3) * sag;
  const f = (value: number): string => value.toFixed(1);
  return (
    `M${f(from.x)} ${f(from.y)}C${f(from.x + dx)} ${f(from.y + dy + drop + tremble)} ` +
    `${f(to.x - dx)} ${f(to.y - dy + drop - tremble)} ${f(to.x)} ${f(to.y)}`
  );
}
