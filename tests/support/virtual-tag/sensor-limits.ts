import type { Config } from '../../../lib/tag/catpace/config';
import type { TagCapabilities } from '../../../lib/tag/tag';

/** What the virtual tag's sensors can be set to: the choices of common parts (ours). */
const ACCEL_RANGES_G = [2, 4, 8, 16];
const MOTION_HZ = [25, 50, 100];
const TENSION_HZ = [10, 80];
const GYRO_RANGES_DPS = [250, 500, 1000, 2000];
const FLUSH_MS = { least: 20, most: 1000 };

/** Whether a tag with these sensors takes this Config. Figures of a stream that stays off do not matter. */
export function canDo(config: Config, capabilities: TagCapabilities): boolean {
  const { streams } = config;
  const accel =
    !streams.accel ||
    (capabilities.accel && ACCEL_RANGES_G.includes(config.accelRangeG) && MOTION_HZ.includes(config.accelHz));
  const tension = !streams.tension || (capabilities.tension && TENSION_HZ.includes(config.tensionHz));
  const gyro =
    !streams.gyro ||
    (capabilities.gyro && GYRO_RANGES_DPS.includes(config.gyroRangeDps) && MOTION_HZ.includes(config.gyroHz));
  return accel && tension && gyro && config.flushMs >= FLUSH_MS.least && config.flushMs <= FLUSH_MS.most;
}
