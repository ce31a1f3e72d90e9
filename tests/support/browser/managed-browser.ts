import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findBrowser, requireBrowser } from '../../../scripts/find-browser';

/** Where Chromium reads what the keeper of a machine has laid down. Other browsers read elsewhere. */
const SETTINGS = '/etc/chromium';
/** Runs a program that sees the first folder in the place of the second; nobody else sees it. Needs root. */
const INSTEAD = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';
const instead = ['unshare', '--mount', 'sh', '-c', INSTEAD, 'sh'] as const;

/** What a machine lacks for a browser with a policy of its own; null: nothing. */
export function missingForManagedBrowser(): string | null {
  if (process.getuid?.() !== 0) return 'only root can give a browser a policy';
  if (!basename(findBrowser() ?? '').startsWith('chromium')) return 'the policy is one for Chromium';
  if (!existsSync(SETTINGS)) return `there is no folder ${SETTINGS}`;
  const [program, ...args] = [...instead, tmpdir(), SETTINGS, 'true'];
  return spawnSync(program!, args).status === 0 ? null : 'root may not mount folders here';
}

/** Chromium as on a managed machine, with this policy. The machine's own policies are not touched and not seen by it. */
export class ManagedBrowser {
  /** Starts it, with the arguments of Chromium. */
  readonly program: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'catpace-managed-'));

  constructor(policy: Readonly<Record<string, unknown>>) {
    const settings = join(this.#folder, 'settings');
    const policies = join(settings, 'policies', 'managed');
    mkdirSync(policies, { recursive: true });
    writeFileSync(join(policies, 'catpace.json'), JSON.stringify(policy));
    this.program = join(this.#folder, 'chromium');
    const words = [...instead, settings, SETTINGS, requireBrowser()].map((word) => `'${word}'`).join(' ');
    writeFileSync(this.program, `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
