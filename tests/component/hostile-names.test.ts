import { cleanup, render } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import WalkRow from '../../components/dashboard/WalkRow.svelte';
import LinkLine from '../../components/live/LinkLine.svelte';
import TodayPage from '../../components/pages/TodayPage.svelte';
import { cat, listItem } from './samples';

afterEach(cleanup);

const HTML = '<img src=x onerror="alert(1)"><script>alert(2)</script>';

describe('names are words, whatever is in them', () => {
  it('shows a tag named in HTML letter by letter', () => {
    const { container } = render(LinkLine, { link: 'live', tagName: HTML, batteryPercent: 50 });
    expect(container.textContent).toContain(HTML);
    expect(container.querySelector('img, script')).toBeNull();
  });

  it('shows a cat named in HTML, and one of 10,000 letters', () => {
    for (const name of [HTML, 'm'.repeat(10_000)]) {
      const { container, unmount } = render(TodayPage, {
        cat: { ...cat, name },
        step: null,
        verdict: null,
        lastWalk: listItem('w', 0, { catName: name }),
        live: false,
        onOpenWalk: () => {},
        onOpenReplay: () => {},
      });
      expect(container.textContent).toContain(name);
      expect(container.querySelector('img, script')).toBeNull();
      unmount();
    }
  });

  it('shows them in the list of walks', () => {
    const { container } = render(WalkRow, {
      item: listItem('w', 0, { catName: HTML }),
      named: true,
      onOpen: () => {},
    });
    expect(container.textContent).toContain(HTML);
    expect(container.querySelector('img, script')).toBeNull();
  });
});
