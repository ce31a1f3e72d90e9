import type { DrawnNumbers } from './drawn-numbers';

/** What one end of the lead wants for a while: a speed along the line that both walk on, m/s. */
export interface Will {
  kind: 'stand' | 'sniff' | 'walk' | 'bolt' | 'yank' | 'brace';
  speed: number;
  untilMs: number;
}

/** How one cat and one hand behave, drawn once a walk. */
export interface Manners {
  /** Share of the cat's time on its feet but in one place. */
  catStands: number;
  /** Its usual pace, m/s. */
  catPace: number;
  boltsPerMin: number;
  handStands: number;
  handPace: number;
  yanksPerMin: number;
  /** Chance that the cat walks on with a hand that pulls it, rather than brace itself. */
  catGivesWay: number;
  /** Chance that the hand walks on with a cat that pulls, rather than stand. */
  handGivesWay: number;
}

export function drawManners(random: DrawnNumbers): Manners {
  return {
    catStands: random.between(0.25, 0.65),
    catPace: random.between(0.35, 1),
    boltsPerMin: random.between(0, 0.5),
    handStands: random.between(0.2, 0.6),
    handPace: random.between(0.4, 1.1),
    yanksPerMin: random.between(0, 1),
    catGivesWay: random.between(0.1, 0.8),
    handGivesWay: random.between(0.1, 0.8),
  };
}

/** Both go about their own business; most walking leads onward, so that each is ahead at times. */
export function nextOfCat(random: DrawnNumbers, manners: Manners, tMs: number): Will {
  const onward = random.chance(0.75) ? 1 : -1;
  if (random.chance(manners.boltsPerMin / 12)) {
    return {
      kind: 'bolt',
      speed: onward * random.between(2.5, 5),
      untilMs: tMs + random.between(700, 2_000),
    };
  }
  if (random.chance(manners.catStands)) {
    const kind = random.chance(0.5) ? 'stand' : 'sniff';
    return { kind, speed: 0, untilMs: tMs + random.scale(1_000, 9_000) };
  }
  const speed = onward * manners.catPace * random.between(0.6, 1.8);
  return { kind: 'walk', speed, untilMs: tMs + random.scale(1_500, 10_000) };
}

export function nextOfHand(random: DrawnNumbers, manners: Manners, tMs: number, away: number): Will {
  if (random.chance(manners.yanksPerMin / 12)) {
    const speed = away * random.between(0.6, 1.8);
    return { kind: 'yank', speed, untilMs: tMs + random.between(150, 600) };
  }
  if (random.chance(manners.handStands)) {
    return { kind: 'stand', speed: 0, untilMs: tMs + random.scale(1_000, 9_000) };
  }
  const onward = random.chance(0.85) ? 1 : -1;
  const speed = onward * manners.handPace * random.between(0.6, 1.4);
  return { kind: 'walk', speed, untilMs: tMs + random.scale(2_000, 12_000) };
}
