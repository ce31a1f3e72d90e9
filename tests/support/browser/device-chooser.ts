import type { Page } from 'playwright-core';

const CHOOSER_LIMIT_MS = 20_000;

/** What a person does with the browser's device chooser: pick the device of this name, or close it after something. */
export type ChooserAnswer = { pick: string } | { cancelAfter: () => Promise<void> };

/**
 * Do something that opens the device chooser, and answer it. Resolves once it has been answered.
 * The chooser reports itself again with each device that shows up, and a second answer crashes the browser.
 */
export async function answerChooser(
  page: Page,
  answer: ChooserAnswer,
  open: () => Promise<void>,
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('DeviceAccess.enable');
  let isAnswered = false;
  let limit: NodeJS.Timeout | undefined;
  try {
    const answered = new Promise<void>((resolve, reject) => {
      const seen = new Set<string>();
      limit = setTimeout(() => {
        const names = [...seen].join(', ') || 'no device';
        reject(new Error(`The device chooser was not answered; it showed ${names}`));
      }, CHOOSER_LIMIT_MS);
      session.on('DeviceAccess.deviceRequestPrompted', ({ id, devices }) => {
        if (isAnswered) return;
        devices.forEach(({ name }) => seen.add(name));
        const picked = 'pick' in answer ? devices.find(({ name }) => name === answer.pick) : null;
        if (picked === undefined) return;
        const send = async (): Promise<void> => {
          if (picked)
            return void (await session.send('DeviceAccess.selectPrompt', { id, deviceId: picked.id }));
          if ('cancelAfter' in answer) await answer.cancelAfter();
          await session.send('DeviceAccess.cancelPrompt', { id });
        };
        isAnswered = true;
        send().then(resolve, reject);
      });
    });
    await Promise.all([answered, open()]);
  } finally {
    clearTimeout(limit);
    await session.detach().catch(() => {});
  }
}
