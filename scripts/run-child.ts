import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

export interface ChildChoice {
  /** The child and all that it started are ended after this long. */
  limitMs: number;
  environment?: Record<string, string>;
  /** Say nothing unless it fails. */
  quiet?: boolean;
}

/** Run a program to its end. Resolves with its exit code; 124 when its time was up. Standard input stays shut. */
export function runChild(program: string, args: readonly string[], choice: ChildChoice): Promise<number> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that whatever it started ends with it.
    const isGroup = process.platform !== 'win32';
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...choice.environment },
      stdio: ['ignore', choice.quiet ? 'pipe' : 'inherit', choice.quiet ? 'pipe' : 'inherit'],
      detached: isGroup,
    });
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    const end = (signal: NodeJS.Signals): void => {
      try {
        if (isGroup && child.pid) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // It has ended by itself in the meantime.
      }
    };
    let isTimeUp = false;
    const limit = setTimeout(() => {
      isTimeUp = true;
      console.error(`${program} ${args.join(' ')} took longer than ${choice.limitMs / 1000} s: ended.`);
      end('SIGKILL');
    }, choice.limitMs);
    const passOn = (): void => end('SIGTERM');
    process.once('SIGINT', passOn).once('SIGTERM', passOn);
    const settle = (act: () => void): void => {
      clearTimeout(limit);
      process.off('SIGINT', passOn).off('SIGTERM', passOn);
      act();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('close', (code) =>
      settle(() => {
        const outcome = isTimeUp ? 124 : (code ?? 1);
        if (outcome !== 0 && said !== '') console.error(said);
        resolve(outcome);
      }),
    );
  });
}

/** Run a tool of ours (an npm package with a program) with this very Node. */
export function runTool(
  packageName: string,
  program: string,
  args: readonly string[],
  choice: ChildChoice,
): Promise<number> {
  return runChild(process.execPath, [programOf(packageName, program), ...args], choice);
}

function programOf(packageName: string, program: string): string {
  const manifestPath = join(ROOT, 'node_modules', packageName, 'package.json');
  const manifest = createRequire(import.meta.url)(manifestPath) as { bin: string | Record<string, string> };
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[program];
  if (!file) throw new Error(`${packageName} has no program ${program}`);
  return join(dirname(manifestPath), file);
}
