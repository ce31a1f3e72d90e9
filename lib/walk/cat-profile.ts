/** Harnesses that a leash may be clipped to. A collar is none: a cat slips out of it, or hurts its neck (article). */
export type HarnessKind = 'h-style' | 'figure-eight' | 'vest';

export type LeashKind = 'light-nylon' | 'other-fixed' | 'retractable';

/** What the cat weighed on a day. */
export interface Weighing {
  /** Calendar day where the owner is, "2026-03-14". */
  day: string;
  kg: number;
}

/** The six questions of the article, in its order. */
export type ReadinessQuestion = 'healthy' | 'motivated' | 'curious' | 'handled' | 'time' | 'patience';

/** Left out: not answered yet. */
export type ReadinessAnswers = Readonly<Partial<Record<ReadinessQuestion, boolean>>>;

/** What the owner tells of a cat beyond its name and weight. Null, or an empty text: not said. */
export interface CatProfile {
  /** "2023-05-01". */
  birthDay: string | null;
  /** By day, at most one a day. The newest is the cat's `bodyKg`. */
  weighings: readonly Weighing[];
  harness: HarnessKind | null;
  leash: LeashKind | null;
  leashM: number | null;
  /** The tag with its cable, as the cat carries them, g. */
  tagG: number | null;
  notes: string;
  readiness: ReadinessAnswers;
  /** Whether the first steps are meant to be measured. Steps 1–5 and 7 need no tag. */
  tagChoice: 'tag' | 'none' | null;
}

export const EMPTY_PROFILE: CatProfile = {
  birthDay: null,
  weighings: [],
  harness: null,
  leash: null,
  leashM: null,
  tagG: null,
  notes: '',
  readiness: {},
  tagChoice: null,
};

/** A cat's profile with what early records leave out filled in. */
export function profileOfCat({ profile }: { profile?: Partial<CatProfile> | undefined }): CatProfile {
  return { ...EMPTY_PROFILE, ...profile };
}
