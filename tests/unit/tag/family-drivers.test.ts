import type { SensorFamily } from '../../../lib/tag/gatt/sensor-driver';
import { SensorTag } from '../../../lib/tag/gatt/sensor-tag';
import { MICROBIT } from '../../../lib/tag/microbit/driver';
import { MOVESENSE } from '../../../lib/tag/movesense/driver';
import { POLAR } from '../../../lib/tag/polar/driver';
import { PROGRESSOR } from '../../../lib/tag/progressor/driver';
import { THINGY } from '../../../lib/tag/thingy/driver';
import { FakeFamilyDevice } from '../../support/fake-family-device';
import type { FamilyFirmware } from '../../support/families/family-firmware';
import { MicrobitFirmware } from '../../support/families/microbit-firmware';
import { MovesenseFirmware } from '../../support/families/movesense-firmware';
import { PolarFirmware } from '../../support/families/polar-firmware';
import { ProgressorFirmware } from '../../support/families/progressor-firmware';
import { ThingyFirmware } from '../../support/families/thingy-firmware';
import { describeTag } from '../../support/tag-contract';
import { rampSource } from '../../support/virtual-tag/sample-source';

const SOURCE = rampSource(3_600_000);

const FAMILIES: readonly [string, SensorFamily, (nowMs: number) => FamilyFirmware][] = [
  ['A Progressor', PROGRESSOR, (nowMs) => new ProgressorFirmware(SOURCE, nowMs)],
  ['A Movesense', MOVESENSE, (nowMs) => new MovesenseFirmware(SOURCE, nowMs)],
  ['A Polar Verity Sense', POLAR, (nowMs) => new PolarFirmware(SOURCE, nowMs, 'verity-sense')],
  ['A Polar H10', POLAR, (nowMs) => new PolarFirmware(SOURCE, nowMs, 'h10')],
  ['A micro:bit', MICROBIT, (nowMs) => new MicrobitFirmware(SOURCE, nowMs)],
  ['A Thingy:52', THINGY, (nowMs) => new ThingyFirmware(SOURCE, nowMs)],
];

for (const [name, family, makeFirmware] of FAMILIES)
  describeTag(name, () => {
    const device = new FakeFamilyDevice(name, makeFirmware);
    return { tag: new SensorTag(device, family), dispose: () => device.dispose() };
  });
