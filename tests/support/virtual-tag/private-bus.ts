import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A D-Bus of our own: nothing of the machine's system bus is seen or touched. */
export interface PrivateBus {
  /** What belongs into DBUS_SYSTEM_BUS_ADDRESS. */
  address: string;
  stop(): Promise<void>;
}

/** Everybody who reaches the socket may do anything: the socket's folder is ours alone. */
function configFor(socket: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_type="method_call"/>
    <allow send_type="signal"/>
    <allow send_requested_reply="true"/>
    <allow receive_type="method_call"/>
    <allow receive_type="method_return"/>
    <allow receive_type="error"/>
    <allow receive_type="signal"/>
  </policy>
</busconfig>
`;
}

const START_LIMIT_MS = 10_000;

export async function startPrivateBus(): Promise<PrivateBus> {
  const folder = mkdtempSync(join(tmpdir(), 'catpace-bus-'));
  const config = join(folder, 'bus.conf');
  writeFileSync(config, configFor(join(folder, 'bus.sock')));
  const daemon = spawn('dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const address = await addressOf(daemon);
    return {
      address,
      async stop() {
        if (daemon.exitCode === null && daemon.signalCode === null) {
          daemon.kill();
          await once(daemon, 'exit');
        }
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    daemon.kill();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The daemon prints its address once it listens. */
function addressOf(daemon: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    let complaint = '';
    const limit = setTimeout(
      () => reject(new Error(`dbus-daemon did not start in time: ${complaint}`)),
      START_LIMIT_MS,
    );
    const settle = (act: () => void): void => {
      clearTimeout(limit);
      act();
    };
    daemon.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const line = /^(\S+)\n/.exec(said);
      if (line) settle(() => resolve(line[1]!));
    });
    daemon.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    daemon.once('error', (error) => settle(() => reject(error)));
    daemon.once('exit', (code) =>
      settle(() => reject(new Error(`dbus-daemon ended with ${code}: ${complaint}`))),
    );
  });
}
