import type { RadioFamily } from '../../../lib/tag/families';
import type { SampleSource } from '../virtual-tag/sample-source';
import type { FamilyFirmware } from './family-firmware';
import { MicrobitFirmware } from './microbit-firmware';
import { MovesenseFirmware } from './movesense-firmware';
import { PolarFirmware } from './polar-firmware';
import { ProgressorFirmware } from './progressor-firmware';
import { ThingyFirmware } from './thingy-firmware';

/** Families with a firmware here. Catpace tags have one of their own, with a log (`virtual-tag/tag-firmware.ts`). */
export type FirmwareFamily = Exclude<RadioFamily, 'catpace'>;

const MAKERS: Readonly<Record<FirmwareFamily, (source: SampleSource, nowMs: number) => FamilyFirmware>> = {
  progressor: (source, nowMs) => new ProgressorFirmware(source, nowMs),
  movesense: (source, nowMs) => new MovesenseFirmware(source, nowMs),
  polar: (source, nowMs) => new PolarFirmware(source, nowMs),
  microbit: (source, nowMs) => new MicrobitFirmware(source, nowMs),
  thingy: (source, nowMs) => new ThingyFirmware(source, nowMs),
};

/** The usual device of a family. */
export function openFirmware(family: FirmwareFamily, source: SampleSource, nowMs: number): FamilyFirmware {
  return MAKERS[family](source, nowMs);
}
