/** Wait until a question is answered with yes; asks four times a second. For hooks, where `expect.poll` may not be used. */
export async function until(what: string, ask: () => Promise<boolean>, limitMs = 60_000): Promise<void> {
  const giveUpMs = Date.now() + limitMs;
  while (!(await ask())) {
    if (Date.now() > giveUpMs) throw new Error(`Not within ${limitMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
