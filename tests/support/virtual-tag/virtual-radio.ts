import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { startPrivateBus, type PrivateBus } from './private-bus';
import type { RadioChoice, RadioCommands, Ready, Reply, TagCommands } from './radio-messages';

/** The commands as a test calls them: across processes, so each answer is a promise. */
type Remote<Commands> = {
  [Name in keyof Commands]: Commands[Name] extends (...values: infer Values) => infer Result
    ? (...values: Values) => Promise<Result>
    : never;
};

const PROCESS = join(import.meta.dirname, 'radio-process.ts');
const ANSWER_LIMIT_MS = 10_000;

/** A Bluetooth adapter and tags that are not there: a private bus and a process that is `org.bluez` on it. */
export class VirtualRadio {
  /** Put this into the browser's environment. */
  readonly environment: { DBUS_SYSTEM_BUS_ADDRESS: string };
  readonly radio: Remote<RadioCommands>;
  readonly #bus: PrivateBus;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #requests = 0;

  private constructor(bus: PrivateBus, child: ChildProcess) {
    this.#bus = bus;
    this.#child = child;
    this.environment = { DBUS_SYSTEM_BUS_ADDRESS: bus.address };
    this.radio = this.#remote<RadioCommands>(null);
    child.on('message', (reply: Reply) => {
      this.#waiting.get(reply.id)?.(reply);
      this.#waiting.delete(reply.id);
    });
  }

  static async start(choice: RadioChoice): Promise<VirtualRadio> {
    const bus = await startPrivateBus();
    const folder = mkdtempSync(join(tmpdir(), 'catpace-radio-'));
    const file = join(folder, 'choice.bin');
    writeFileSync(file, serialize(choice));
    const child = fork(PROCESS, [file], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: bus.address },
      serialization: 'advanced',
    });
    try {
      await ready(child);
    } catch (error) {
      child.kill();
      await bus.stop();
      throw error;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return new VirtualRadio(bus, child);
  }

  tag(id: string): Remote<TagCommands> {
    return this.#remote<TagCommands>(id);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill();
      await once(this.#child, 'exit');
    }
    await this.#bus.stop();
  }

  #remote<Commands>(tag: string | null): Remote<Commands> {
    // Each property is a command of that name; the types come from the command tables.
    return new Proxy({} as Remote<Commands>, {
      get: (_, command) =>
        typeof command === 'symbol' || command === 'then'
          ? undefined
          : (...values: unknown[]) => this.#ask(tag, command, values),
    });
  }

  #ask(tag: string | null, command: string, values: unknown[]): Promise<unknown> {
    const id = this.#requests++;
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error(`The virtual radio did not answer ${command}`));
      }, ANSWER_LIMIT_MS);
      this.#waiting.set(id, (reply) => {
        clearTimeout(limit);
        if ('error' in reply) reject(new Error(reply.error));
        else resolve(reply.result);
      });
      this.#child.send({ id, tag, command, values });
    });
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('The virtual radio did not start')), ANSWER_LIMIT_MS);
    child.once('message', (message: Ready) => {
      clearTimeout(limit);
      if (message.ready) resolve();
      else reject(new Error('The virtual radio said something odd'));
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`The virtual radio ended with ${code}`));
    });
  });
}
