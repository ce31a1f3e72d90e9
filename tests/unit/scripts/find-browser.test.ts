import { describe, expect, it } from 'vitest';
import { findBrowser, usualPaths, type Machine } from '../../../scripts/find-browser';

const machine = (platform: NodeJS.Platform, installed: string[], environment = {}): Machine => ({
  platform,
  environment: { PATH: '/usr/local/bin:/usr/bin', HOME: '/home/owner', ...environment },
  canRun: (path) => installed.includes(path),
});

describe('finding a browser', () => {
  it('takes Chromium before others on Linux', () => {
    const linux = machine('linux', [
      '/usr/bin/google-chrome',
      '/usr/bin/chromium',
      '/opt/brave.com/brave/brave',
    ]);
    expect(findBrowser(linux)).toBe('/usr/bin/chromium');
    expect(findBrowser(machine('linux', ['/opt/brave.com/brave/brave']))).toBe('/opt/brave.com/brave/brave');
  });

  it('looks into the applications of macOS and the program folders of Windows', () => {
    const edge = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    expect(findBrowser(machine('darwin', [edge]))).toBe(edge);
    const chrome = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
    const windows = machine('win32', [chrome], { PROGRAMFILES: 'C:\\Program Files' });
    expect(findBrowser(windows)).toBe(chrome);
    expect(usualPaths(windows).every((path) => path.startsWith('C:\\Program Files\\'))).toBe(true);
  });

  it('finds none where there is none', () => {
    expect(findBrowser(machine('linux', []))).toBeNull();
  });

  it('takes the one that the owner names, or says that it cannot', () => {
    const named = { CATPACE_BROWSER: '/opt/mine' };
    expect(findBrowser(machine('linux', ['/usr/bin/chromium', '/opt/mine'], named))).toBe('/opt/mine');
    expect(() => findBrowser(machine('linux', ['/usr/bin/chromium'], named))).toThrow('/opt/mine');
  });
});
