import type { Source } from './verdict';

/** Where the numbers and rules of the plan come from. `ours` where no source gives them. */
export const SOURCES = {
  article: { name: 'Can You Train A Cat To Walk On A Leash', ours: false },
  denverHandout: { name: 'Dumb Friends League, harness handout', ours: false },
  catSchool: { name: 'Cat School', ours: false },
  pushStickDrop: {
    name: 'Push, stick, drop: canineeducationacademy.com, yaletowndogtraining.com, dogsmith.com',
    ours: false,
  },
  stressScale: { name: 'Fear, anxiety and stress scale, tampabayvets.net', ours: false },
  ours: { name: 'Catpace', ours: true },
} as const satisfies Record<string, Source>;
