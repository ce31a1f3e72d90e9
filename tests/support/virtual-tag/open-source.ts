import type { SourceChoice } from './radio-messages';
import { rampSource, recordedSource, type SampleSource } from './sample-source';
import { walkSource, walksSource } from './walk-source';

/** The source that a test chose. */
export function openSource(choice: SourceChoice): SampleSource {
  switch (choice.from) {
    case 'ramp':
      return rampSource(choice.durationMs);
    case 'walk':
      return walkSource(choice.seed, choice.durationMs);
    case 'walks':
      return walksSource(choice.seeds, choice.eachMs);
    case 'streams':
      return recordedSource(choice.streams);
  }
}
