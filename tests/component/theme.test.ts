import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, '../../components/theme.css'), 'utf8');

/** Tokens of the block that follows a selector. */
function tokensAfter(selector: string): Map<string, string> {
  const start = css.indexOf('{', css.indexOf(`${selector} {`));
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1]!, match[2]!]));
}

/** Relative luminance (WCAG 2.2). */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(color.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const light = tokensAfter(':root');
const darkBySystem = tokensAfter(":root:not([data-theme='light'])");
const darkByChoice = tokensAfter(":root[data-theme='dark']");
const TONES = ['calm', 'light', 'pull', 'stop', 'still'];

describe.each([
  ['light', light],
  ['dark', darkByChoice],
])('the %s ground', (_name, tokens) => {
  const get = (name: string): string => tokens.get(name) ?? expect.fail(`no token ${name}`);

  it.each(TONES)('shows %s as a graphic at 3:1 and in words at 4.5:1', (tone) => {
    for (const ground of ['ground', 'raised'])
      expect(contrast(get(tone), get(ground))).toBeGreaterThanOrEqual(3);
    expect(contrast(get(tone), get(`${tone}-soft`))).toBeGreaterThanOrEqual(3);
    for (const ground of ['ground', 'raised', `${tone}-soft`])
      expect(contrast(get(`${tone}-text`), get(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps words, rims and the accent legible', () => {
    for (const ground of ['ground', 'raised', 'accent-soft', ...TONES.map((tone) => `${tone}-soft`)]) {
      expect(contrast(get('ink'), get(ground))).toBeGreaterThanOrEqual(7);
      expect(contrast(get('ink-soft'), get(ground))).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(get('edge'), get('ground'))).toBeGreaterThanOrEqual(3);
    expect(contrast(get('accent'), get('ground'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(get('accent-ink'), get('accent'))).toBeGreaterThanOrEqual(4.5);
  });

  it('tells the trace from every band that it runs over', () => {
    for (const tone of TONES) expect(contrast(get('ink'), get(`${tone}-soft`))).toBeGreaterThanOrEqual(7);
  });
});

it('is the same dark by the system and by choice, and leaves no colour out', () => {
  expect([...darkBySystem]).toEqual([...darkByChoice]);
  expect([...darkByChoice.keys()]).toEqual([...light.keys()]);
  expect(light.size).toBeGreaterThan(20);
});
