import { locale } from './locale';

const made = new Map<Intl.ListFormatType, Intl.ListFormat>();

/** Making a ListFormat and asking for the language take as long as a whole panel's reading, which is made anew in every frame. */
function formatOf(type: Intl.ListFormatType, style: Intl.ListFormatStyle): Intl.ListFormat {
  let format = made.get(type);
  if (!format) made.set(type, (format = new Intl.ListFormat(locale(), { type, style })));
  return format;
}

/** Figures or names beside each other, without a word between: "x 0.1, y 0.2", in Japanese "x 0.1 y 0.2". */
export function formatReadings(readings: readonly string[]): string {
  return formatOf('unit', 'short').format(readings);
}

/** Names as the language strings them together: "Milo and Juniper", "Milo, Juniper und Mina". */
export function formatList(names: readonly string[]): string {
  return formatOf('conjunction', 'long').format(names);
}
