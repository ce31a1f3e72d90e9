import type { PlanStep } from './plan';
import { SOURCES } from './sources';

const { article, denverHandout, catSchool, stressScale, ours } = SOURCES;

const MINUTE_MS = 60_000;

/** The ten steps. Facts are the named sources'; the words are our own. A behaviourist may change this file alone. */
export const PLAN_STEPS: readonly PlanStep[] = [
  {
    number: 1,
    title: 'Choose the harness',
    purpose: 'A harness that holds the cat without hurting the neck is where everything starts.',
    how: [
      'Take a harness made for cats, H-style or figure-eight, that can be adjusted.',
      'Never clip the leash to a collar.',
      'Take a light nylon leash of 4 to 6 feet. Retractable leashes are unsafe.',
    ],
    good: 'It sits close, spreads the pull, and the cat cannot back out of it.',
    time: null,
    unit: 'once',
    unitSource: ours,
    criteria: [
      {
        text: 'The harness is H-style or figure-eight and adjustable.',
        measuredBy: 'owner',
        source: article,
      },
      {
        text: 'The leash is light nylon, 4 to 6 feet, not retractable.',
        measuredBy: 'owner',
        source: article,
      },
    ],
  },
  {
    number: 2,
    title: 'Meet the harness',
    purpose: 'The harness becomes a thing that good comes from.',
    how: [
      'Lay it where the cat likes to be, indoors.',
      'Let the cat sniff and paw it in its own time.',
      'Give a treat each time the cat comes near it.',
    ],
    good: 'The cat walks up to the harness and takes a treat beside it.',
    time: null,
    unit: 'trial',
    unitSource: ours,
    criteria: [
      { text: 'The cat comes near by itself.', measuredBy: 'owner', source: article },
      { text: 'The cat takes food beside the harness.', measuredBy: 'owner', source: catSchool },
    ],
  },
  {
    number: 3,
    title: 'Wear it loosely',
    purpose: 'The cat learns the feel of it while something pleasant goes on.',
    how: [
      'Put it on loosely for a few minutes, over a meal or the best treats.',
      'Watch ears, tail and paws.',
      'Flattened ears, a twitching tail or tugging at the harness: make the next one shorter.',
    ],
    good: 'The cat eats and moves about with the harness on.',
    time: { minMs: null, maxMs: 2 * MINUTE_MS, source: denverHandout },
    unit: 'trial',
    unitSource: ours,
    criteria: [
      {
        text: 'No flattened ears, twitching tail or tries to get out.',
        measuredBy: 'owner',
        source: article,
      },
      { text: 'The cat takes food.', measuredBy: 'owner', source: catSchool },
    ],
  },
  {
    number: 4,
    title: 'Wear it longer',
    purpose: 'The harness turns from news into nothing special.',
    how: ['Lengthen the time over several days.', 'Go on only while the cat is relaxed and pays it no heed.'],
    good: 'The cat plays, eats and rests as it does without the harness.',
    time: { minMs: 15 * MINUTE_MS, maxMs: 30 * MINUTE_MS, source: article },
    unit: 'trial',
    unitSource: ours,
    criteria: [
      { text: 'The cat ignores the harness.', measuredBy: 'owner', source: article },
      { text: 'Stress is 0 or 1.', measuredBy: 'owner', source: stressScale },
    ],
  },
  {
    number: 5,
    title: 'Drag the leash',
    purpose: 'The cat gets used to something that follows along.',
    how: [
      'Clip the leash on indoors once the cat has acted normally in the harness for 10 minutes.',
      'Let it trail behind, and stay with the cat all the time.',
    ],
    good: 'The cat walks on with the leash trailing and does not turn on it.',
    time: null,
    unit: 'trial',
    unitSource: ours,
    criteria: [
      {
        text: 'Ten minutes of acting normally in the harness come first.',
        measuredBy: 'owner',
        source: denverHandout,
      },
      { text: 'The cat moves with the leash trailing.', measuredBy: 'tag', source: article },
    ],
  },
  {
    number: 6,
    title: 'Gentle guidance',
    purpose: 'A light lead means: this way, something good. Never more than light.',
    how: [
      'Hold the leash and take up a light tension. Then wait.',
      'Any step forward: give slack and a treat.',
      'Never pull, never force.',
    ],
    good: 'The lead goes light, the cat comes along, and the lead is slack again.',
    time: null,
    unit: 'trial',
    unitSource: ours,
    criteria: [
      { text: 'The lead stays light.', measuredBy: 'tag', source: article },
      { text: 'The cat moves, and slack follows.', measuredBy: 'tag', source: denverHandout },
      { text: 'The cat takes food; stress is 0 or 1.', measuredBy: 'owner', source: stressScale },
    ],
  },
  {
    number: 7,
    title: 'Doors and windows',
    purpose: 'Outside becomes familiar from the safe side of the glass.',
    how: [
      'In the harness, spend time at a window or a glass door.',
      'Let the cat look for as long as it likes, with nothing asked of it.',
    ],
    good: 'The cat watches with ears forward and still takes a treat.',
    time: null,
    unit: 'session',
    unitSource: ours,
    criteria: [
      { text: 'The cat watches and takes food.', measuredBy: 'owner', source: catSchool },
      { text: 'Stress is 0 or 1.', measuredBy: 'owner', source: stressScale },
    ],
  },
  {
    number: 8,
    title: 'A quiet place outside',
    purpose: 'First ground outdoors, small and calm.',
    how: [
      'A porch, a balcony, a yard at a quiet hour.',
      'The cat chooses where to go and how fast. Sitting and staring is looking: wait.',
      'Keep it to 5 to 10 minutes and go in while it is still good.',
    ],
    good: 'The cat explores, takes food, and neither bolts nor freezes for long.',
    time: { minMs: 5 * MINUTE_MS, maxMs: 10 * MINUTE_MS, source: article },
    unit: 'session',
    unitSource: ours,
    criteria: [
      { text: 'The session lasts 5 minutes or more.', measuredBy: 'tag', source: article },
      { text: 'No bolt and no slip-out.', measuredBy: 'tag', source: ours },
      { text: 'The cat takes food.', measuredBy: 'owner', source: catSchool },
      { text: 'Stress is 0 or 1.', measuredBy: 'owner', source: stressScale },
    ],
  },
  {
    number: 9,
    title: 'A little further',
    purpose: 'New ground, one change at a time.',
    how: [
      'Quieter pavements and green places, when traffic is low.',
      'Change one thing at a time: length, distance or distraction.',
      'Watch the body: tail, pupils, ears.',
    ],
    good: 'The cat explores new ground and comes back to you for a look or a treat.',
    time: null,
    unit: 'session',
    unitSource: ours,
    criteria: [
      { text: 'No bolt and no slip-out.', measuredBy: 'tag', source: ours },
      { text: 'The cat takes food; stress is 0 or 1.', measuredBy: 'owner', source: stressScale },
    ],
  },
  {
    number: 10,
    title: 'End well',
    purpose: 'The last minute is what the cat remembers.',
    how: ['Go in while it is still good.', 'Praise and a treat indoors, each time.'],
    good: 'Every session ends indoors, with praise and a treat.',
    time: null,
    unit: 'habit',
    unitSource: ours,
    criteria: [{ text: 'Praise and a treat indoors.', measuredBy: 'owner', source: article }],
  },
];
