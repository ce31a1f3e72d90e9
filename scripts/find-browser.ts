import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Set this to the browser's program to say which one to take. */
export const BROWSER_VARIABLE = 'CATPACE_BROWSER';

/** Programs on the PATH of Linux, in the order in which they are taken. */
const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
  'brave',
];
const LINUX_PATHS = [
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/opt/brave.com/brave/brave',
  '/snap/bin/chromium',
  '/var/lib/flatpak/exports/bin/org.chromium.Chromium',
];
const MAC_APPS = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Brave Browser.app/Contents/MacOS/Brave Browser',
];
const WINDOWS_PROGRAMS = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
];

export interface Machine {
  platform: NodeJS.Platform;
  environment: Record<string, string | undefined>;
  /** Whether a program can be run. */
  canRun: (path: string) => boolean;
}

const THIS_MACHINE: Machine = {
  platform: process.platform,
  environment: process.env,
  canRun(path) {
    try {
      accessSync(path, constants.X_OK);
      return existsSync(path);
    } catch {
      return false;
    }
  },
};

/** Where browsers usually are on this kind of machine, best first. */
export function usualPaths({ platform, environment }: Machine): string[] {
  if (platform === 'darwin')
    return ['/Applications', join(environment.HOME ?? '', 'Applications')].flatMap((folder) =>
      MAC_APPS.map((app) => join(folder, app)),
    );
  if (platform === 'win32')
    return [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => WINDOWS_PROGRAMS.map((program) => `${folder}\\${program}`));
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...LINUX_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...LINUX_PATHS];
}

/** A Chromium, Chrome, Edge or Brave; null when there is none. A wrong CATPACE_BROWSER is an error, not a detour. */
export function findBrowser(machine: Machine = THIS_MACHINE): string | null {
  const wanted = machine.environment[BROWSER_VARIABLE];
  if (wanted) {
    if (machine.canRun(wanted)) return wanted;
    throw new Error(`${BROWSER_VARIABLE} names ${wanted}, which is no program that can be run.`);
  }
  return usualPaths(machine).find(machine.canRun) ?? null;
}

export function requireBrowser(): string {
  const browser = findBrowser();
  if (!browser) throw new Error(`No Chromium, Chrome, Edge or Brave found. Set ${BROWSER_VARIABLE}.`);
  return browser;
}
