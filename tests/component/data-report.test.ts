import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import ReportPage from '../../components/pages/ReportPage.svelte';
import type { WalkEvent } from '../../lib/events/event';
import { traceSvg } from '../../lib/charts/trace-svg';
import { cat, detections, series, verdict, walk } from './samples';

afterEach(cleanup);

const props = () => ({
  walk,
  detections,
  marks: [],
  series: series(),
  cat,
  verdict,
  onPrint: vi.fn(),
  onBack: vi.fn(),
});

it('says what was seen, how it was measured, and what cannot be said', () => {
  render(ReportPage, props());
  const text = document.body.textContent!;
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Walk report: Mina');
  expect(screen.getAllByRole('img')).toHaveLength(2);
  expect(text).toContain('The owner has not said how stressed the cat was.');
  expect(text).toContain('Stillness is not calm.');
  expect(text).toContain('No accuracy is known for cats.');
  expect(text).toContain('By a tag (Catpace 4F2A).');
  expect(screen.getAllByRole('row')).toHaveLength(4);
});

it('takes the owner’s question along onto paper', async () => {
  const shown = props();
  render(ReportPage, shown);
  const user = userEvent.setup();
  await user.type(screen.getByLabelText('The question'), 'Is this fear?');
  expect(document.querySelector('.paper')!.textContent).toBe('Is this fear?');
  await user.click(screen.getByRole('button', { name: /Print/ }));
  expect(shown.onPrint).toHaveBeenCalledOnce();
});

it('never passes a made-up cat off as an animal', () => {
  const demo = { ...walk, tags: [{ ...walk.tags[0]!, family: 'demo' as const }] };
  render(ReportPage, { ...props(), walk: demo });
  expect(screen.getByText(/made up/)).toBeTruthy();
  expect(document.body.textContent).toContain('By a tag (Demo cat – not your cat).');
});

it('names each kind of event by a letter of its own, and explains it', () => {
  const kinds = ['freeze', 'rest', 'bolt', 'tension', 'drag', 'shake', 'slip-out'] as const;
  const events = kinds.map(
    (kind, i) => ({ ...detections.events[0]!, kind, startMs: 1_000 * (i + 1) }) as WalkEvent,
  );
  render(ReportPage, { ...props(), detections: { ...detections, events } });
  const [chart] = screen.getAllByRole('img');
  const letters = [...chart!.querySelectorAll('text.letter')].map((each) => each.textContent!);
  expect(new Set(letters).size).toBe(kinds.length);
  const explained = screen.getByText(/^Letters stand for events/).textContent!;
  for (const letter of letters) expect(explained).toContain(` ${letter} `);
});

it('lays no letter over another', () => {
  const kinds = ['drag', 'tension', 'bolt'] as const;
  const events = kinds.map((kind) => ({ ...detections.events[0]!, kind, startMs: 60_000 }) as WalkEvent);
  render(ReportPage, { ...props(), detections: { ...detections, events } });
  const [chart] = screen.getAllByRole('img');
  const places = [...chart!.querySelectorAll('text.letter')].map((each) => each.getAttribute('y'));
  expect(places).toHaveLength(3);
  expect(new Set(places).size).toBe(3);
});

it('draws a series without losing its peak', () => {
  const { tension } = series();
  tension!.values[700] = 9;
  const path = traceSvg(tension!, { durationMs: 120_000, top: 10, width: 2_000, height: 100 });
  const heights = [...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map((match) => Number(match[1]));
  expect(Math.min(...heights)).toBeCloseTo(10, 1);
  expect(Math.max(...heights)).toBeCloseTo(90, 1);
});
