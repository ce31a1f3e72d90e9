import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEndToEnd } from '../support/browser/describe-end-to-end';
import { ExtensionBrowser } from '../support/browser/extension-browser';
import { plantWalk } from '../support/browser/plant-walk';
import { readPdf, type PdfPage } from '../support/browser/read-pdf';
import { saveBytes, saveLooks } from '../support/browser/screenshots';

const WALK = '019a0000-0000-7000-8000-000000000001';
/** What the style sheet leaves around, pt: 15 mm at the sides, 18 mm above and below. */
const MARGIN_PT = { side: (15 / 25.4) * 72, end: (18 / 25.4) * 72 };
/** Chromium rounds to whole pixels, pt. */
const ROUNDED_PT = 1.5;
/** Links with these addresses lie over what is to be found on paper: a PDF says where each of its links is. */
const MARK = 'https://paper.invalid/';
const SHEETS = { A4: [595, 842], Letter: [612, 792] } as const;

/** The report as a printer gets it, of a long walk with much to tell. */
describeEndToEnd('the report on paper', () => {
  let browser: ExtensionBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await ExtensionBrowser.launch();
    page = await browser.open('dashboard.html#/walks');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await plantWalk(page, { id: WALK, minutes: 24, startedAtMs: Date.UTC(2026, 2, 14, 16, 5) });
    await plantMuchToTell(page);
    await page.goto(browser.url(`dashboard.html#/walks/${WALK}/report`));
    await page.reload();
    await page.getByText('Stillness is not calm.').waitFor();
    await page
      .getByLabel('The question')
      .fill(
        'She stops at the same corner each time, ears flat, and will not take food there. Is this fear, or pain?',
      );
  }, 120_000);

  afterAll(() => browser?.close());

  const print = async (format: keyof typeof SHEETS): Promise<PdfPage[]> => {
    const pdf = await page.pdf({ format });
    saveBytes(`report-${format}.pdf`, pdf);
    return readPdf(pdf);
  };

  it.each(['A4', 'Letter'] as const)('fits %s: nothing is cut or beyond the margins', async (format) => {
    await layMarks(page);
    const sheets = await print(format);
    await takeMarks(page);
    const [width, height] = SHEETS[format];
    for (const { widthPt, heightPt } of sheets)
      expect([Math.floor(widthPt), Math.floor(heightPt)]).toEqual([width, height]);
    const placed = sheets.flatMap(({ links, widthPt, heightPt }, sheet) =>
      links
        .filter(({ address }) => address.startsWith(MARK))
        .map(({ address, rect }) => ({ name: address.slice(MARK.length), sheet, rect, widthPt, heightPt })),
    );
    const names = [...new Set(placed.map(({ name }) => name))];
    // Charts, lines of the table, figures, headings: all are there.
    expect(names.length).toBeGreaterThan(60);
    const sheetsOf = (name: string) => placed.filter((each) => each.name === name).map(({ sheet }) => sheet);
    expect(
      names.filter((name) => !name.startsWith('after') && new Set(sheetsOf(name)).size > 1),
      'cut by the end of a sheet',
    ).toEqual([]);
    const torn = names.filter(
      (name) =>
        name.startsWith('heading') && sheetsOf(name.replace('heading', 'after'))[0] !== sheetsOf(name).at(-1),
    );
    expect(torn, 'headings alone at the end of a sheet').toEqual([]);
    const beyond = placed.filter(
      ({ rect: [left, bottom, right, top], widthPt, heightPt }) =>
        left < MARGIN_PT.side - ROUNDED_PT ||
        right > widthPt - MARGIN_PT.side + ROUNDED_PT ||
        bottom < MARGIN_PT.end - ROUNDED_PT ||
        top > heightPt - MARGIN_PT.end + ROUNDED_PT,
    );
    expect(beyond).toEqual([]);
    console.log(`report of 24 min with 60 of ${EVENTS_TOLD} lines on ${format}: ${sheets.length} sheets`);
    expect(sheets.length).toBeLessThanOrEqual(5);
  });

  it('says on each sheet whose it is and which one', async () => {
    const sheets = await print('A4');
    for (const [i, { text }] of sheets.entries()) {
      const words = text.replace(/\s+/g, ' ');
      expect(words).toContain(`${i + 1} / ${sheets.length}`);
      expect(words).toContain('Mina “the cat”');
      if (i > 0) expect(words).toMatch(/^ ?Mina “the cat” \\o\/, walk of .*2026/);
    }
    expect(sheets[0]!.text.replace(/\s+/g, ' ')).toContain('Is this fear, or pain?');
  });

  it('is light on paper, whatever the screen is', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await print('A4');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect((await print('A4')).map(({ drawing }) => drawing)).toEqual(light.map(({ drawing }) => drawing));
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'dark'));
    expect((await print('A4')).map(({ drawing }) => drawing)).toEqual(light.map(({ drawing }) => drawing));
    await page.evaluate(() => delete document.documentElement.dataset['theme']);
    await page.emulateMedia({ colorScheme: null });
  });

  it('has its looks on the screen too', async () => {
    await saveLooks(page, 'report');
    expect(browser.complaints).toEqual([]);
    expect(browser.requests).toEqual([]);
  });
});

/** Marks of the owner's: more lines than a report shows, with what is found. */
const EVENTS_TOLD = 90;

async function plantMuchToTell(page: Page): Promise<void> {
  await page.evaluate(
    async ({ walkId, marks }) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('catpace');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const writing = database.transaction(['walks', 'marks', 'cats'], 'readwrite');
      const walks = writing.objectStore('walks');
      const reading = walks.get(walkId);
      reading.onsuccess = () => {
        const walk = reading.result as Record<string, unknown>;
        walks.put({
          ...walk,
          catName: 'Mina “the cat” \\o/',
          review: {
            stress: 3,
            foodTaken: true,
            place: 'the yard',
            note: `Two dogs behind the fence. ${'She looked back at me again and again, then went on. '.repeat(8)}`,
          },
        });
      };
      writing.objectStore('cats').put({
        id: 'planted-cat',
        name: 'Mina “the cat” \\o/',
        bodyKg: 4.5,
        stepNumber: 8,
        updatedAtMs: 1,
      });
      for (let i = 0; i < marks; i++)
        writing.objectStore('marks').put({
          id: `mark-${i}`,
          walkId,
          tMs: 15_000 * i + 7_000,
          kind: i % 3 === 0 ? 'note' : 'moment',
          text:
            i % 3 !== 0
              ? ''
              : i % 9 === 0
                ? `a bicycle, ${'and the same bicycle once more, '.repeat(6)}then quiet`
                : `x${'x'.repeat(i === 6 ? 150 : 5)}`,
          createdAtMs: i + 1,
          deletedAtMs: null,
        });
      await new Promise((resolve, reject) => {
        writing.oncomplete = resolve;
        writing.onerror = () => reject(writing.error);
      });
      database.close();
    },
    { walkId: WALK, marks: EVENTS_TOLD },
  );
}

function layMarks(page: Page): Promise<void> {
  return page.evaluate((address) => {
    let marks = 0;
    const lay = (over: Element | null, name: string): void => {
      if (over?.matches('tr')) {
        // Within a table only cells take one.
        for (const cell of over.children) lay(cell, name);
        return;
      }
      if (!(over instanceof HTMLElement)) return;
      const link = document.createElement('a');
      link.className = 'paper-mark';
      link.href = address + name;
      Object.assign(link.style, { position: 'absolute', inset: '0', display: 'block' });
      over.style.position = 'relative';
      over.append(link);
      marks++;
    };
    const report = document.querySelector('.report')!;
    // A table's head comes again on each sheet.
    const kept = 'figure, tbody tr, li, dl > div, .verdict > p';
    for (const element of report.querySelectorAll(kept)) lay(element, `part-${marks}`);
    for (const [i, heading] of [...report.querySelectorAll('h1, h2')].entries()) {
      lay(heading, `heading-${i}`);
      const next =
        heading.nextElementSibling?.matches('.screen') === true
          ? heading.nextElementSibling.nextElementSibling
          : heading.nextElementSibling;
      lay(next?.querySelector('tr, p, dt') ?? next ?? null, `after-${i}`);
    }
  }, MARK);
}

function takeMarks(page: Page): Promise<void> {
  return page.evaluate(() => document.querySelectorAll('.paper-mark').forEach((mark) => mark.remove()));
}
