import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import WalkLivePage from '../../components/pages/WalkLivePage.svelte';
import LimitNotes from '../../components/walk/LimitNotes.svelte';
import { liveView } from './samples';

afterEach(cleanup);

describe('what a walk cannot tell', () => {
  it('is said in a sentence each', () => {
    render(LimitNotes, {
      bodyKg: 4,
      limits: [
        { kind: 'no-tension' },
        { kind: 'coarse-motion', share: 0.5 },
        { kind: 'clipped-motion', samples: 1200, ceilingG: 2 },
      ],
    });
    const [pull, coarse, clipped] = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(pull).toBe('Nothing measured the pull: whether the lead was slack or taut is not known.');
    expect(coarse).toContain('For 50% of the time');
    expect(clipped).toContain('1,200 values are at the end of what the sensor measures, 2 g');
  });

  it('asks to see to a tag that hangs loose, and says what looks much the same', () => {
    render(LimitNotes, { bodyKg: 4, limits: [{ kind: 'turning-tag', turns: 4 }, { kind: 'swinging-tag' }] });
    const [turning, swinging] = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(turning).toMatch(/^Check the tag: it seems to hang loose\. 4 times within ten minutes/);
    expect(turning).toContain('A cat that is carried looks much the same.');
    expect(swinging).toMatch(/^Check the tag: it seems to hang loose\..*along one line alone/);
  });

  it('takes no room where all can be told', () => {
    const { container } = render(LimitNotes, { limits: [], bodyKg: 4 });
    expect(container.querySelector('ul')).toBeNull();
  });

  it('stands under the gauge while the walk goes on', () => {
    const nothing = (): void => {};
    render(WalkLivePage, {
      view: liveView({ limits: [{ kind: 'coarse-tension', share: 1 }] }),
      trace: null,
      onTare: nothing,
      taring: false,
      tareResult: null,
      onMark: nothing,
      onEnd: nothing,
      onFindTagAgain: nothing,
    });
    expect(screen.getByTestId('limits').textContent).toContain('too few values a second for a lunge');
  });
});
