/**
 * Resolves when what waits in the page (a frame from the tag, a click, a picture) has had its turn. Unlike a timer's, this turn
 * is not put off in a hidden page.
 */
export function letOthersRun(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
