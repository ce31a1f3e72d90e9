// A process of its own that is `org.bluez` on a private bus of its own. Its choice of tags stands in the first argument's
// file; commands arrive as messages of its parent. However the parent ends, the bus and this process end with it.
import type { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { NameFlag, RequestNameReply, systemBus } from '@jellybrick/dbus-next';
import { BluezAdapter } from './bluez-adapter';
import { DbusObjects } from './dbus-objects';
import { openSource } from './open-source';
import { startPrivateBus } from './private-bus';
import type { RadioChoice, RadioCommands, Ready, Reply, Request } from './radio-messages';
import { VirtualBoard } from './virtual-board';
import { isFamilyTag, VirtualFamilyTag } from './virtual-family-tag';
import { VirtualTag } from './virtual-tag';

/** How often the tags look at their clock, ms. */
const TICK_MS = 10;

const choice = deserialize(readFileSync(process.argv[2]!)) as RadioChoice;

// The world's clock: real time, faster or slower. The tags boot a while before anybody looks.
let speed = choice.speed;
let worldMs = 5_000;
let lastMs = performance.now();
function now(): number {
  const realMs = performance.now();
  worldMs += (realMs - lastMs) * speed;
  lastMs = realMs;
  return worldMs;
}

const privateBus = await startPrivateBus();
process.on('disconnect', () => void privateBus.stop().finally(() => process.exit(0)));
process.env.DBUS_SYSTEM_BUS_ADDRESS = privateBus.address;
const bus = systemBus();
// The library emits it, its types leave it out.
(bus as EventEmitter).on('error', (error) => {
  console.error('virtual radio:', error);
  process.exit(1);
});
const objects = new DbusObjects(bus);
const adapter = new BluezAdapter(objects);
if (choice.adapter !== 'missing') adapter.plug(choice.adapter === 'on');
const tags = new Map<string, VirtualTag | VirtualFamilyTag | VirtualBoard>(
  choice.tags.map((tag, index) => {
    const address = `AA:BB:CC:DD:EE:${(index + 1).toString(16).padStart(2, '0').toUpperCase()}`;
    const world = { objects, adapter, now };
    if (tag.kind === 'board') return [tag.id, new VirtualBoard(tag, address, world)] as const;
    const source = openSource(tag.source);
    const virtual = isFamilyTag(tag)
      ? new VirtualFamilyTag(tag, address, source, world)
      : new VirtualTag(tag, address, source, world);
    return [tag.id, virtual] as const;
  }),
);

const radio: RadioCommands = {
  plug: (powered) => adapter.plug(powered),
  unplug: () => adapter.unplug(),
  setPower: (on) => adapter.setPower(on),
  setSpeed: (wanted) => {
    now();
    speed = wanted;
  },
  discoveries: () => adapter.discoveries,
};

function perform({ tag, command, values }: Request): unknown {
  const commands = (tag === null ? radio : tags.get(tag)?.commands) as
    Record<string, (...values: unknown[]) => unknown> | undefined;
  if (!commands?.[command]) throw new Error(`${tag ?? 'radio'} knows no ${command}`);
  return commands[command](...values);
}

process.on('message', (request: Request) => {
  let reply: Reply;
  try {
    reply = { id: request.id, result: perform(request) };
  } catch (error) {
    reply = { id: request.id, error: String(error) };
  }
  process.send?.(reply);
});

if ((await bus.requestName('org.bluez', NameFlag.DO_NOT_QUEUE)) !== RequestNameReply.PRIMARY_OWNER)
  throw new Error('Somebody else is org.bluez on this bus');
// BlueZ ends the links of a program that goes away.
await objects.onClientGone(() => adapter.reset());
setInterval(() => {
  for (const tag of tags.values()) tag.advance();
}, TICK_MS);
process.send?.({ busAddress: privateBus.address } satisfies Ready);
