import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import type {
  BoardCommands,
  FamilyTagCommands,
  RadioChoice,
  RadioCommands,
  Ready,
  Reply,
  TagCommands,
} from './radio-messages';

/** The commands as a test calls them: across processes, so each answer is a promise. */
type Remote<Commands> = {
  [Name in keyof Commands]: Commands[Name] extends (...values: infer Values) => infer Result
    ? (...values: Values) => Promise<Result>
    : never;
};

const PROCESS = join(import.meta.dirname, 'radio-process.ts');
const ANSWER_LIMIT_MS = 10_000;

/** A Bluetooth adapter and tags that are not there: a process with a private bus that is `org.bluez` on it. */
export class VirtualRadio {
  /** Put this into the browser's environment. */
  readonly environment: { DBUS_SYSTEM_BUS_ADDRESS: string };
  readonly radio: Remote<RadioCommands>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #requests = 0;

  private constructor(child: ChildProcess, busAddress: string) {
    this.#child = child;
    this.environment = { DBUS_SYSTEM_BUS_ADDRESS: busAddress };
    this.radio = this.#remote<RadioCommands>(null);
    child.on('message', (reply: Reply) => {
      this.#waiting.get(reply.id)?.(reply);
      this.#waiting.delete(reply.id);
    });
  }

  static async start(choice: RadioChoice): Promise<VirtualRadio> {
    const folder = mkdtempSync(join(tmpdir(), 'catpace-radio-'));
    const file = join(folder, 'choice.bin');
    writeFileSync(file, serialize(choice));
    const child = fork(PROCESS, [file], { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
    try {
      return new VirtualRadio(child, await ready(child));
    } catch (error) {
      child.disconnect();
      throw error;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  tag(id: string): Remote<TagCommands> {
    return this.#remote<TagCommands>(id);
  }

  /** A device of another family. */
  familyTag(id: string): Remote<FamilyTagCommands> {
    return this.#remote<FamilyTagCommands>(id);
  }

  /** An Espruino board. */
  board(id: string): Remote<BoardCommands> {
    return this.#remote<BoardCommands>(id);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
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

/** The address of the bus, once the process is `org.bluez` on it. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('The virtual radio did not start')), ANSWER_LIMIT_MS);
    child.once('message', ({ busAddress }: Ready) => {
      clearTimeout(limit);
      resolve(busAddress);
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`The virtual radio ended with ${code}`));
    });
  });
}
