import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import PopupPage from '../../components/pages/PopupPage.svelte';
import WalkLivePage from '../../components/pages/WalkLivePage.svelte';
import WalkViewerPage from '../../components/pages/WalkViewerPage.svelte';
import TagFamilies from '../../components/tag/TagFamilies.svelte';
import TagReport from '../../components/tag/TagReport.svelte';
import type { LiveView, WalkingTag } from '../../lib/app/live-view';
import { SUPPORTED_TAGS } from '../../lib/app/supported-tags';
import type { StreamKind } from '../../lib/tag/frame';
import type { TagInfo } from '../../lib/tag/tag';
import { keyOf, t } from '../../lib/words/words';
import { liveView, trace, walk } from './samples';

afterEach(cleanup);

const tagWith = (name: string, ...kinds: StreamKind[]): TagInfo => ({
  ...walk.tags[0]!,
  name,
  streams: kinds.map((kind) => ({ kind, rateHz: 50, unitPerCount: 0.001 })),
});

const joined = (more: Partial<WalkingTag>): WalkingTag => ({
  link: 'live',
  error: null,
  tag: tagWith('Gauge', 'tension'),
  batteryPercent: 61,
  faults: [],
  counts: liveView().counts,
  ...more,
});

describe('tags that work', () => {
  it('are all listed, with what each gives and what nobody has tried', () => {
    render(TagFamilies, { families: SUPPORTED_TAGS });
    expect(screen.getByText('Tags that work')).toBeTruthy();
    for (const { family, name, preparation, gives } of SUPPORTED_TAGS) {
      const heading = screen.getByRole('heading', { name, hidden: true });
      const entry = within(heading.closest('li')!);
      expect(entry.getByText(t(`families.expect.${family}`))).toBeTruthy();
      expect(entry.getByText('Not yet tried on a real one.')).toBeTruthy();
      expect(entry.getByText(gives.tension ? 'Pull' : 'No pull')).toBeTruthy();
      expect(entry.getByText(gives.motion ? 'Motion' : 'No motion')).toBeTruthy();
      if (preparation)
        expect(entry.getByText(t(`families.doBefore.${keyOf(preparation)}`), { exact: false })).toBeTruthy();
    }
    expect(screen.getAllByText('Not yet tried on a real one.')).toHaveLength(SUPPORTED_TAGS.length);
  });

  it('says a weight with its source, and that one was tried, where that is so', () => {
    const [first] = SUPPORTED_TAGS;
    render(TagFamilies, {
      families: [{ ...first!, weightG: 12, weightSource: 'maker', provenOnRadio: true }],
    });
    expect(screen.getByText(/12 g with its battery \(maker\)\./)).toBeTruthy();
    expect(screen.queryByText(/Not yet tried/)).toBeNull();
  });
});

describe('a walk on what the tags measure', () => {
  function open(view: LiveView, more: Record<string, unknown> = {}) {
    const calls = { onFindTagAgain: vi.fn(), onJoinTag: vi.fn() };
    const none = { onTare: vi.fn(), onMark: vi.fn(), onEnd: vi.fn() };
    const page = render(WalkLivePage, {
      view,
      trace: trace(),
      taring: false,
      tareResult: null,
      ...none,
      ...calls,
      ...more,
    });
    return { ...calls, page, user: userEvent.setup() };
  }
  const motionOnly = liveView({
    tag: tagWith('micro:bit', 'accel'),
    tensionN: null,
    tensionLevel: null,
    activity: 'still',
    activityForMs: 12_000,
  });

  it('without a load cell shows no number for the lead: the cat is large', () => {
    open(motionOnly);
    expect(screen.getByTestId('no-tension').textContent).toBe('This tag measures no pull.');
    expect(screen.queryByTestId('tension')).toBeNull();
    expect(screen.queryByTestId('lead-scene')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Set zero' })).toBeNull();
    expect(screen.getByTestId('activity').textContent).toBe('Still');
    expect(screen.getByText('for 12 s')).toBeTruthy();
  });

  it('is as honest in the popup and in a window that looks on', () => {
    render(PopupPage, {
      view: motionOnly,
      trace: trace(),
      onOpenWalk: vi.fn(),
      onMark: vi.fn(),
      onEnd: vi.fn(),
    });
    render(WalkViewerPage, { view: motionOnly, trace: trace() });
    expect(screen.getAllByTestId('no-tension')).toHaveLength(2);
    expect(screen.queryByTestId('tension')).toBeNull();
  });

  it('without a motion sensor says that the cat is not known', () => {
    open(liveView({ tag: tagWith('Gauge', 'tension'), activity: 'unknown', motionG: null }));
    expect(screen.getByTestId('tension').textContent).toBe('1.0');
    expect(screen.getByTestId('activity').textContent).toBe('not known');
    expect(screen.getByText(/measures no motion/)).toBeTruthy();
  });

  it('with a gauge that joined shows lead and cat, both links and both batteries', () => {
    open(liveView({ tag: tagWith('Harness', 'accel'), joined: [joined({})] }));
    expect(screen.getByTestId('tension')).toBeTruthy();
    expect(screen.queryByText(/measures no/)).toBeNull();
    expect(screen.getAllByTestId('link').map(({ textContent }) => textContent.trim())).toEqual([
      'Harness',
      'Gauge',
    ]);
    expect(screen.getByText(/61%/)).toBeTruthy();
    expect(screen.getAllByText('Notifications')).toHaveLength(2);
  });

  it('names the tag that is lost and offers to find it, while the other goes on', async () => {
    const view = liveView({ tag: tagWith('Harness', 'accel'), joined: [joined({ link: 'lost' })] });
    const { onFindTagAgain, user } = open(view);
    expect(screen.getByRole('alert').textContent).toContain('Gauge is out of reach.');
    expect(screen.getByRole('alert').textContent).toContain('The other tag goes on.');
    expect(screen.getByText(/No news from the tag/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Find tag again' }));
    expect(onFindTagAgain).toHaveBeenCalledOnce();
  });

  it('takes a further tag, one at a time, and none beside the demo', async () => {
    const { onJoinTag, page, user } = open(liveView({ tag: tagWith('Harness', 'accel') }));
    const name = 'Add a tag at the hand or on the harness';
    await user.click(screen.getByText('Link details'));
    await user.click(screen.getByRole('button', { name }));
    expect(onJoinTag).toHaveBeenCalledOnce();
    await page.rerender({ joining: true });
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'One moment …' }).disabled).toBe(true);
    await page.rerender({
      joining: false,
      view: liveView({ tag: { ...tagWith('Demo', 'accel'), family: 'demo' } }),
    });
    expect(screen.queryByRole('button', { name })).toBeNull();
  });
});

describe('a tag report', () => {
  it('is shown before it is saved', async () => {
    const report = { fileName: 'r.json', summary: '12 packets.', json: '{"format":"catpace-tag-report"}' };
    const onSave = vi.fn();
    render(TagReport, { onMake: () => report, onSave });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Save tag report' }));
    expect(screen.getByText('12 packets.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLTextAreaElement>('The whole report').value).toBe(report.json);
    await user.click(screen.getByRole('button', { name: 'Leave it' }));
    expect(onSave).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Save tag report' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(onSave).toHaveBeenCalledExactlyOnceWith(report);
  });

  it('says when there is nothing to report', async () => {
    render(TagReport, { onMake: () => null, onSave: vi.fn() });
    await userEvent.setup().click(screen.getByRole('button', { name: 'Save tag report' }));
    expect(screen.getByRole('status').textContent).toBe('No tag has sent anything yet.');
  });
});
