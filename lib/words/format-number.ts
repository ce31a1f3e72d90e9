import { locale } from './locale';

const made = new Map<string, Intl.NumberFormat>();

/** Making a NumberFormat costs tens of µs, too much for a live picture: keep them. */
function formatOf(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  let format = made.get(key);
  if (!format) made.set(key, (format = new Intl.NumberFormat(locale(), options)));
  return format;
}

/** A number with exactly `digits` places after the point: "1,234.5", in German "1.234,5". */
export function formatFixed(value: number, digits: number): string {
  return formatOf(`fixed ${digits}`, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  );
}

/** A number with at most `digits` places after the point, without trailing zeros. */
export function formatUpTo(value: number, digits: number): string {
  return formatOf(`up to ${digits}`, { maximumFractionDigits: digits }).format(value);
}

/** A whole number with its thousands set apart. */
export function formatCount(value: number): string {
  return formatFixed(value, 0);
}

/** A share 0–1 in percent with `digits` places, with its sign as the language sets it: "82%", "82 %". */
export function formatPercent(share: number, digits = 0): string {
  return formatOf(`percent ${digits}`, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);
}
