import { existsSync, readFileSync } from 'node:fs';
import { findBrowser, BROWSER_VARIABLE } from './find-browser';
import { runChild } from './run-child';

const INSTALL_LIMIT_MS = 8 * 60_000;
const DBUS_PLACES = ['/usr/bin/dbus-daemon', '/bin/dbus-daemon', '/usr/local/bin/dbus-daemon'];

/** Debian with the right to install packages. */
export function isDebianRoot(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    return /^ID=["']?debian["']?$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

export function hasDbus(): boolean {
  return process.platform === 'linux' && DBUS_PLACES.some((place) => existsSync(place));
}

async function aptInstall(packages: readonly string[]): Promise<void> {
  console.error(`Installing ${packages.join(', ')} (apt-get) …`);
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const choice = { limitMs: INSTALL_LIMIT_MS, environment, quiet: true };
  const updated = await runChild('apt-get', ['update', '-qq'], choice);
  // An update that failed may still leave lists that are good enough: let the installation decide.
  const options = ['install', '-y', '-qq', '--no-install-recommends'];
  const installed = await runChild('apt-get', [...options, ...packages], choice);
  if (installed !== 0)
    throw new Error(
      `apt-get could not install ${packages.join(', ')}${updated === 0 ? '' : ' (nor update its lists)'}.`,
    );
}

/**
 * A browser, installed where that can be done.
 * @throws Error that says what to install where it cannot.
 */
export async function ensureBrowser(): Promise<string> {
  const found = findBrowser();
  if (found) return found;
  // Without a font Chromium draws boxes.
  if (isDebianRoot()) await aptInstall(['chromium', 'fonts-dejavu-core']);
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error(
    'No Chromium, Chrome, Edge or Brave found.\n' +
      `${HOW_TO_INSTALL[process.platform] ?? 'Install Chromium.'}\n` +
      `Is it in an unusual place? Set ${BROWSER_VARIABLE} to the browser's program.`,
  );
}

const HOW_TO_INSTALL: Partial<Record<NodeJS.Platform, string>> = {
  linux:
    'Install Chromium: “sudo apt-get install chromium” (Debian), “sudo dnf install chromium” (Fedora), “sudo pacman -S chromium” (Arch).',
  darwin: 'Install Google Chrome from google.com/chrome, or “brew install --cask chromium”.',
  win32: 'Microsoft Edge comes with Windows; or install Google Chrome from google.com/chrome.',
};

/** Everything that the end-to-end tests need. Null when it is there; else what is missing. */
export async function ensureEndToEnd(): Promise<string | null> {
  if (process.platform !== 'linux')
    return `the virtual tag needs Linux with D-Bus, this is ${process.platform}`;
  if (!hasDbus() && isDebianRoot()) await aptInstall(['dbus']);
  if (!hasDbus()) return 'dbus-daemon is not installed';
  try {
    await ensureBrowser();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
