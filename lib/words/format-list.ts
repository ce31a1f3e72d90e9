import { locale } from './locale';

/** Figures or names beside each other, without a word between: "x 0.1, y 0.2", in Japanese "x 0.1 y 0.2". */
export function formatReadings(readings: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'unit', style: 'short' }).format(readings);
}

/** Names as the language strings them together: "Milo and Juniper", "Milo, Juniper und Mina". */
export function formatList(names: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names);
}
