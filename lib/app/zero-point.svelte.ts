import { formatFixed } from '../words/format-number';
import { t } from '../words/words';
import type { LiveSession } from './live-session';
import { sentenceFor } from './sentences';

/** "Set zero": whether it is being done, and what came of it. */
export class ZeroPoint {
  taring = $state(false);
  /** In words; null before the first. */
  result = $state<string | null>(null);

  async set(session: Pick<LiveSession, 'tare'>): Promise<void> {
    if (this.taring) return;
    this.taring = true;
    this.result = null;
    try {
      const removedN = await session.tare();
      this.result = t('zero.isSet', { n: formatFixed(removedN, 2) });
    } catch (error) {
      const { title, todo } = sentenceFor(error);
      this.result = `${title} ${todo}`;
    } finally {
      this.taring = false;
    }
  }
}
