import type { SourceChoice } from './radio-messages';
import { rampSource, recordedSource, type SampleSource } from './sample-source';

/** The source that a test chose. */
export function openSource(choice: SourceChoice): SampleSource {
  switch (choice.from) {
    case 'ramp':
      return rampSource(choice.durationMs);
    case 'streams':
      return recordedSource(choice.streams);
    case 'walk':
      throw new Error('not yet');
  }
}
