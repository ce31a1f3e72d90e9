import { cleanup, render } from '@testing-library/svelte';
import { afterEach, expect, it } from 'vitest';
import ErrorNote from '../../components/parts/ErrorNote.svelte';
import HelpPage from '../../components/pages/HelpPage.svelte';
import { helpGroups } from '../../lib/app/help-topics';
import { tagErrorSentence } from '../../lib/app/sentences';

afterEach(cleanup);

it('opens the message that the address names, and that one only', () => {
  render(HelpPage, { groups: helpGroups(), at: 'bluetooth_off' });
  const open = [...document.querySelectorAll('details[open] summary')].map(({ textContent }) => textContent);
  expect(open).toEqual([tagErrorSentence('bluetooth-off').title]);
  expect(document.activeElement?.id).toBe('help-bluetooth_off-title');
});

it('names each picture in words', () => {
  const { getAllByRole } = render(HelpPage, { groups: [], at: null });
  expect(getAllByRole('img').map((picture) => picture.getAttribute('aria-label'))).toEqual([
    expect.stringContaining('list'),
    expect.stringContaining('load cell'),
    expect.stringContaining('replay'),
  ]);
});

it('says so when nobody knows the message', async () => {
  const { getByRole, rerender, queryByRole } = render(HelpPage, { groups: helpGroups(), at: '<img>' });
  expect(getByRole('status').textContent).toContain('no page');
  await rerender({ groups: helpGroups(), at: 'trouble' });
  expect(queryByRole('status')).toBeNull();
});

it('is linked from an error’s note; beside a walk it opens in a window of its own', () => {
  const { getByRole } = render(ErrorNote, { trouble: tagErrorSentence('link-lost') });
  const link = getByRole('link');
  expect(link.getAttribute('href')).toBe('dashboard.html#/help/link_lost');
  expect(link.getAttribute('target')).toBe('_blank');
});
