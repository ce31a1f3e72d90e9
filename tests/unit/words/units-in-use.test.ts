import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';

const kept = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
});

beforeEach(() => {
  kept.clear();
  vi.resetModules();
});

/** As a page that is opened anew. */
const opened = () => import('../../../lib/words/units-in-use');

describe('units', () => {
  it.each([
    ['en-US', 'lb'],
    ['en', 'lb'],
    ['en-GB', 'kg'],
    ['en-CA', 'kg'],
    ['de', 'kg'],
    ['ja', 'kg'],
    ['de-US', 'lb'],
  ])('weigh as the region of %s does: %s', async (language, unit) => {
    vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue(language);
    const { forceUnit, massUnit } = await opened();
    expect(massUnit()).toBe(unit);
    expect(forceUnit()).toBe('n');
  });

  it('stay as they were chosen', async () => {
    const { chooseForceUnit, chooseMassUnit } = await opened();
    chooseMassUnit('lb');
    chooseForceUnit('share');
    vi.resetModules();
    const { forceUnit, massUnit } = await opened();
    expect([massUnit(), forceUnit()]).toEqual(['lb', 'share']);
  });

  it('are the usual ones where something else was kept', async () => {
    kept.set('catpace-mass-unit', 'stone').set('catpace-force-unit', '<b>');
    vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue('en-GB');
    const { forceUnit, massUnit } = await opened();
    expect([massUnit(), forceUnit()]).toEqual(['kg', 'n']);
  });
});
