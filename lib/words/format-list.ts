import { locale } from './locale';

/** Names as the language strings them together: "Milo and Juniper", "Milo, Juniper und Mina". */
export function formatList(names: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names);
}
