import { cleanup, render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ProfileDraft, TypedProfile } from '../../components/cat/profile-draft';
import CatPage from '../../components/pages/CatPage.svelte';
import CatsPage from '../../components/pages/CatsPage.svelte';
import { catView, notesOnKit, READINESS_QUESTIONS } from '../../lib/app/cat-views';
import { photoSentence } from '../../lib/app/photo-sentences';
import { EMPTY_PROFILE, type CatProfile } from '../../lib/walk/cat-profile';
import { chooseMassUnit } from '../../lib/words/units-in-use';
import { cat } from './samples';

afterEach(() => {
  cleanup();
  chooseMassUnit('kg');
});

/** The page with its typed form held by whoever shows it, as the dashboard does. */
function open(profile: Partial<CatProfile> = {}, saved = true) {
  const onSave = vi.fn(async (_: ProfileDraft) => saved);
  const calls = {
    onPhoto: vi.fn(),
    onRemovePhoto: vi.fn(),
    onUnweigh: vi.fn(),
    onAnswer: vi.fn(),
    onRemove: vi.fn(),
  };
  const shown = { ...cat, profile: { ...EMPTY_PROFILE, ...profile } };
  const view = catView(shown);
  const { rerender } = render(CatPage, {
    cat: shown,
    profile: view.profile,
    readiness: view.readiness,
    readinessQuestions: READINESS_QUESTIONS,
    photo: null,
    today: '2026-03-14',
    notesOn: notesOnKit,
    onTyped: (typed: TypedProfile) => void rerender({ typed }),
    onSave,
    ...calls,
  });
  return { user: userEvent.setup(), onSave, rerender, ...calls };
}

const field = (label: RegExp | string) =>
  screen.getByLabelText<HTMLInputElement | HTMLTextAreaElement>(label);
const save = () => screen.getByRole('button', { name: 'Save' });

describe('the profile of a cat: what cannot be is refused in words, and nothing typed is lost', () => {
  it.each([
    ['weight', /Weight in kg/, '0', /too light/],
    ['weight', /Weight in kg/, '400', /too heavy for a cat/],
    ['birth date', /Born/, '2026-03-15', /still to come/],
    ['birth date', /Born/, '1926-03-15', /no cat has lived so long/],
    ['leash', /Length of the leash/, '40', /no length for a leash/],
    ['leash', /Length of the leash/, 'long', /number of metres/],
    ['tag', /Weight of the tag/, '5000', /no weight for a tag/],
    ['tag', /Weight of the tag/, 'light', /number of grams/],
    ['notes', /Notes/, 'x'.repeat(10_000), /10,000 letters; 2,000 fit/],
  ])('%s: %s', async (_, label, typed, words) => {
    const { user, onSave } = open();
    await user.clear(field(/Cat’s name/));
    await user.type(field(/Cat’s name/), 'Mina II');
    await user.clear(field(label));
    await user.click(field(label));
    await user.paste(typed);
    await user.click(save());
    expect(
      screen
        .getAllByRole('alert')
        .map((each) => each.textContent)
        .join(),
    ).toMatch(words);
    expect(screen.getByText(/Not saved yet/)).toBeTruthy();
    expect(onSave).not.toHaveBeenCalled();
    expect(field(label).value).toBe(typed);
    expect(field(/Cat’s name/).value).toBe('Mina II');
    expect(document.activeElement).toBe(field(label));
  });

  it('refuses a collar with the reason', async () => {
    const { user, onSave } = open();
    await user.click(screen.getByLabelText('Collar'));
    expect(screen.getByRole('alert').textContent).toMatch(/slips out of it/);
    await user.click(save());
    expect(onSave).not.toHaveBeenCalled();
    await user.click(screen.getByLabelText('H-style'));
    await user.click(save());
    expect(onSave.mock.lastCall![0].profile.harness).toBe('h-style');
  });

  it('says so when it could not be kept, and keeps what was typed', async () => {
    const { user } = open({}, false);
    await user.type(field(/Notes/), 'likes tuna');
    await user.click(save());
    expect(screen.queryByText('Saved.')).toBeNull();
    expect(field(/Notes/).value).toBe('likes tuna');
  });

  it('saves what is well, in metres and grams', async () => {
    const { user, onSave } = open();
    await user.type(field(/Length of the leash/), '5 ft');
    await user.type(field(/Weight of the tag/), '30 g');
    await user.type(field(/Born/), '2023-05-01');
    await user.click(save());
    expect(onSave).toHaveBeenCalledExactlyOnceWith({
      name: 'Mina',
      bodyKg: 4,
      profile: {
        birthDay: '2023-05-01',
        harness: null,
        leash: null,
        leashM: 1.52,
        tagG: 30,
        notes: '',
      },
    });
    expect(await screen.findByText('Saved.')).toBeTruthy();
  });
});

describe('the kit', () => {
  it('takes a tag’s weight in ounces where weights are in pounds, and grams too', async () => {
    chooseMassUnit('lb');
    const { user, onSave } = open({ tagG: 30 });
    const tag = field(/Weight of the tag in oz/);
    expect(tag.value).toBe('1.06');
    // Untouched it stays what it was, without the rounding.
    await user.click(save());
    expect(onSave.mock.lastCall![0].profile.tagG).toBe(30);
    await user.clear(tag);
    await user.type(tag, '4.6');
    expect(screen.getByText(/4\.6 oz is 3\.3% of 8\.8 lb.*up to 2\.8 oz is fine/)).toBeTruthy();
    await user.click(save());
    expect(onSave.mock.lastCall![0].profile.tagG).toBe(130.41);
    await user.clear(tag);
    await user.type(tag, '12 g');
    await user.click(save());
    expect(onSave.mock.lastCall![0].profile.tagG).toBe(12);
    await user.clear(tag);
    await user.type(tag, 'light');
    await user.click(save());
    expect(screen.getByText(/number of ounces, such as 1\.1/)).toBeTruthy();
    expect(tag.value).toBe('light');
  });

  it('warns of a retractable leash and of a heavy tag at once, and lets both be saved', async () => {
    const { user, onSave } = open();
    await user.click(screen.getByLabelText('Retractable'));
    expect(screen.getByText(/retractable leash is unsafe/)).toBeTruthy();
    await user.type(field(/Weight of the tag/), '130');
    expect(screen.getByText(/130 g is 3.3% of 4 kg/)).toBeTruthy();
    await user.click(save());
    expect(onSave).toHaveBeenCalledOnce();
  });
});

describe('the rest of the page', () => {
  it('shows what the cat weighed, newest first, and takes one out', async () => {
    const weighings = [
      { day: '2026-01-10', kg: 3.6 },
      { day: '2026-03-01', kg: 4 },
    ];
    const { user, onUnweigh } = open({ weighings });
    const rows = within(
      screen.getByRole('heading', { name: 'Weight over time' }).parentElement!,
    ).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/4 kg.*1 Mar 2026, counts now/),
      expect.stringMatching(/3.6 kg.*10 Jan 2026/),
    ]);
    await user.click(screen.getByRole('button', { name: 'Remove 3.6 kg of 10 Jan 2026' }));
    expect(onUnweigh).toHaveBeenCalledExactlyOnceWith('2026-01-10');
  });

  it('hands a picture on, says what is wrong with one, and keeps the form as it was typed', async () => {
    const { user, onPhoto, rerender } = open();
    await user.type(field(/Notes/), 'half a sentence');
    const file = new File(['x'], 'huge.jpg', { type: 'image/jpeg' });
    await user.upload(screen.getByLabelText('Choose a photo'), file);
    expect(onPhoto).toHaveBeenCalledExactlyOnceWith(file);
    await rerender({ photoTrouble: photoSentence('too-large') });
    expect(screen.getByRole('alert').textContent).toMatch(/too large.*20 MB/);
    expect(field(/Notes/).value).toBe('half a sentence');
  });

  it('asks six questions; each answer counts by itself', async () => {
    const { user, onAnswer } = open({ readiness: { healthy: false, motivated: false, curious: false } });
    expect(screen.getByTestId('readiness').textContent).toMatch(/not the time for a leash.*perch/s);
    const question = screen.getByRole('group', { name: /brush your cat/ });
    await user.click(within(question).getByLabelText('Yes'));
    expect(onAnswer).toHaveBeenCalledExactlyOnceWith('handled', true);
  });
});

describe('the list of cats', () => {
  const calls = () => ({ onOpen: vi.fn(), onChoose: vi.fn(), onAdd: vi.fn() });
  const props = { catId: 'c1', photos: new Map(), titleOf: () => 'Quiet outdoor space' };

  it('says what will be here', async () => {
    const { onAdd, ...rest } = calls();
    render(CatsPage, { cats: [], ...props, onAdd, ...rest });
    await userEvent.setup().click(screen.getByRole('button', { name: 'Add a cat' }));
    expect(onAdd).toHaveBeenCalledOnce();
  });

  it('opens a cat, and shows another on all pages', async () => {
    const { onOpen, onChoose, onAdd } = calls();
    const cats = [cat, { ...cat, id: 'c2', name: '', bodyKg: null }];
    render(CatsPage, { cats, ...props, onOpen, onChoose, onAdd });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: /Mina/ }));
    expect(onOpen).toHaveBeenCalledExactlyOnceWith('c1');
    expect(screen.getByText('In view')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show this cat on all pages' }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith('c2');
  });
});
