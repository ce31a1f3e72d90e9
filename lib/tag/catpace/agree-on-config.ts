import type { TagCapabilities } from '../tag';
import { type Config, encodeConfig } from './config';
import type { CatpaceLink } from './link';

/**
 * The Config in force for a walk. At first: as the tag has it, with motion and tension on where it can. Later, when a boot
 * has put the tag back to its defaults: as the walk had it, so that counts keep their unit.
 * @param former what was in force before; null at first
 */
export async function agreeOnConfig(
  link: Pick<CatpaceLink, 'readConfig' | 'writeConfig'>,
  { accel, tension, gyro }: TagCapabilities,
  former: Config | null,
): Promise<Config> {
  const present = await link.readConfig();
  const wanted = former ?? { ...present, streams: { accel, tension, gyro: present.streams.gyro && gyro } };
  const isInForce = String(encodeConfig(wanted)) === String(encodeConfig(present));
  return isInForce ? present : link.writeConfig(wanted);
}
