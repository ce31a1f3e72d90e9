/** An extension's file messages.json, as far as it is needed here. */
export type Messages = Readonly<Record<string, { message: string }>>;

/**
 * Put messages, and the language that the reader has chosen (BCP 47), where `words.ts` looks for them: for pages and scripts outside
 * an extension, which has the browser for it. To be called before the first module that imports `words.ts`.
 */
export function installMessages(messages: Messages, uiLanguage: string): void {
  const world = globalThis as { chrome?: { i18n?: unknown } };
  const i18n = {
    getUILanguage: () => uiLanguage,
    getMessage: (key: string, places: readonly string[] = []): string =>
      (messages[key]?.message ?? '').replace(/\$(\$|[1-9])/g, (_, place: string) =>
        place === '$' ? '$' : (places[Number(place) - 1] ?? ''),
      ),
  };
  Object.assign((world.chrome ??= {}), { i18n });
}

/**
 * To be awaited before the first module that shows texts. Inside an extension nothing is left to do; an ordinary web page takes the
 * texts of its visitor's first language that Catpace speaks, from beside the page.
 */
export async function readyMessages(languages: readonly string[] = navigator.languages): Promise<void> {
  const { chrome } = globalThis as { chrome?: { i18n?: unknown } };
  if (chrome?.i18n) return;
  const wanted = [...languages.map((tag) => tag.slice(0, 2).toLowerCase()), 'en'];
  for (const language of new Set(wanted)) {
    const answer = await fetch(`_locales/${language}/messages.json`);
    if (!answer.ok) continue;
    installMessages((await answer.json()) as Messages, languages[0] ?? 'en');
    return;
  }
}
