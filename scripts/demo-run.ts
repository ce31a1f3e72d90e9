import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from 'playwright-core';
import type { WalkEvent } from '../lib/events/event';
import type { Detections, Walk, WalkSummary } from '../lib/walk/walk';
import type { LaunchedBrowser } from './launch-browser';
import { ROOT } from './run-child';

const SCREENSHOTS = join(ROOT, 'reports', 'screenshots');
const SPEED = 20;
const SEED = 7;
/** A walk of 8 minutes takes 24 s; a page that is drawn takes far less. */
const WALK_LIMIT_MS = 150_000;
const PAGE_LIMIT_MS = 30_000;
/** The walk is looked at when this much of it is over, ms of real time. */
const GLANCE_MS = 14_000;
const POPUP_SIZE = { width: 360, height: 600 };

/** One demo walk through the same pages that a person uses; prints what came of it. Throws when anything went wrong. */
export async function runDemo({ context, extensionId }: LaunchedBrowser): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const complaints: string[] = [];
  const open = async (path: string): Promise<Page> => {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(`${path}: ${message.text()}`);
    });
    await page.goto(`chrome-extension://${extensionId}/${path}`);
    return page;
  };
  const pictures: string[] = [];
  const picture = async (page: Page, name: string): Promise<void> => {
    const path = join(SCREENSHOTS, `start-${name}.png`);
    await page.screenshot({ path, fullPage: true });
    pictures.push(relative(ROOT, path));
  };

  const walkPage = await open(`walk.html?demo=1&seed=${SEED}&speed=${SPEED}`);
  await untilWalkIs(walkPage, 'live', PAGE_LIMIT_MS);
  const popup = await open('popup.html');
  await popup.setViewportSize(POPUP_SIZE);
  await popup.getByRole('button', { name: 'Open walk' }).waitFor({ timeout: PAGE_LIMIT_MS });
  await walkPage.bringToFront();
  await walkPage.waitForTimeout(GLANCE_MS);
  await picture(walkPage, 'walk');
  await popup.bringToFront();
  await picture(popup, 'popup');
  await popup.close();
  await walkPage.bringToFront();
  await untilWalkIs(walkPage, 'review', WALK_LIMIT_MS);

  const walkId = await walkPage.evaluate(() => document.documentElement.dataset.walkId);
  if (!walkId) throw new Error('The walk ended without a record.');
  const verdict = await walkPage
    .locator('section', { has: walkPage.getByTestId('decision') })
    .innerText({ timeout: PAGE_LIMIT_MS });

  const dashboard = await open(`dashboard.html#/walks/${walkId}`);
  await dashboard.waitForFunction(() => document.documentElement.dataset.page === 'replay', undefined, {
    timeout: PAGE_LIMIT_MS,
  });
  const { walk, detections } = await readWalk(dashboard, walkId);
  await dashboard.getByRole('button', { name: 'Next event' }).click();
  await picture(dashboard, 'replay');
  await dashboard.goto(`chrome-extension://${extensionId}/dashboard.html#/progress`);
  await dashboard.getByTestId('decision').waitFor({ timeout: PAGE_LIMIT_MS });
  await picture(dashboard, 'progress');

  if (complaints.length > 0) throw new Error(`The pages complained:\n${complaints.join('\n')}`);
  printWalk(walk, detections, verdict);
  console.log(`\nScreenshots\n${pictures.map((path) => `  ${path}`).join('\n')}`);
}

export async function untilWalkIs(page: Page, phase: string, timeout: number): Promise<void> {
  const reached = page.waitForFunction((wanted) => document.documentElement.dataset.walk === wanted, phase, {
    timeout,
  });
  await reached.catch(async () => {
    const text = (await page.locator('body').innerText()).slice(0, 600);
    throw new Error(`The walk window did not become “${phase}”. It shows:\n${text}`);
  });
}

/** The record as the database holds it. */
async function readWalk(page: Page, walkId: string): Promise<{ walk: Walk; detections: Detections }> {
  const found = await page.evaluate(async (id) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('catpace');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const reading = database.transaction(['walks', 'detections']);
    return new Promise<{ walk: unknown; detections: unknown }>((resolve, reject) => {
      const walk = reading.objectStore('walks').get(id);
      const detections = reading
        .objectStore('detections')
        .getAll(IDBKeyRange.bound([id, ''], [id, '\uffff']));
      reading.oncomplete = () => resolve({ walk: walk.result, detections: detections.result[0] });
      reading.onerror = () => reject(reading.error);
    });
  }, walkId);
  if (!found.walk || !found.detections)
    throw new Error(`The database has no walk ${walkId} with detections.`);
  return found as { walk: Walk; detections: Detections };
}

function printWalk(walk: Walk, { summary, events, gaps }: Detections, verdict: string): void {
  console.log(`\nWalk ${walk.id}, step ${walk.stepNumber}, ${walk.tags.map(({ name }) => name).join(' + ')}`);
  printTable(summaryRows(summary, gaps.length));
  console.log(`\nEvents (${events.length})`);
  printTable([
    ['from', 'to', 'kind', 'evidence'],
    ...events.map((event) => [clock(event.startMs), clock(event.endMs), event.kind, evidenceOf(event)]),
  ]);
  console.log('\nVerdict');
  for (const line of verdict.split('\n').filter((each) => each.trim() !== '')) console.log(`  ${line}`);
}

function summaryRows(summary: WalkSummary, gaps: number): string[][] {
  const share = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(0)} %`);
  const force = (value: number | null): string => (value === null ? '–' : `${value.toFixed(1)} N`);
  return [
    ['length', clock(summary.durationMs)],
    [
      'moving / still / unknown',
      [summary.movingMs, summary.stillMs, summary.unknownMs].map(clock).join(' / '),
    ],
    ['slack lead', share(summary.slackShare)],
    ['light / pull / hard', [summary.lightMs, summary.pullMs, summary.hardMs].map(clock).join(' / ')],
    ['tension, mean / most', `${force(summary.meanTensionN)} / ${force(summary.maxTensionN)}`],
    [
      'pulls, freezes, bolts, shakes',
      [summary.pulls, summary.freezes, summary.bolts, summary.shakes].join(', '),
    ],
    ['recovery', summary.recoveryMs === null ? '–' : clock(summary.recoveryMs)],
    ['samples, motion / tension', `${summary.samples.accel} / ${summary.samples.tension}`],
    ['gaps', String(gaps)],
  ];
}

function evidenceOf(event: WalkEvent): string {
  switch (event.kind) {
    case 'freeze':
    case 'rest':
      return `sd ${event.sdG.toFixed(3)} g`;
    case 'bolt':
      return `sd ${event.peakSdG.toFixed(2)} g over ${event.thresholdG.toFixed(2)} g, peak ${event.peakG.toFixed(1)} g`;
    case 'tension':
      return `${event.level}, ${event.peakN.toFixed(1)} N, ${(event.peakShareOfWeight * 100).toFixed(0)} % of body weight`;
    case 'drag':
      return `${event.peakN.toFixed(1)} N while still`;
    case 'shake':
      return `${event.rateHz.toFixed(1)} Hz, peak ${event.peakG.toFixed(1)} g`;
    case 'slip-out':
      return `${event.tensionBeforeN.toFixed(1)} N before`;
  }
}

function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function printTable(rows: string[][]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows)
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd());
}
