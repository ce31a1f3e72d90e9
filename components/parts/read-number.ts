/**
 * A number as people type one: with a decimal point or comma, in full-width digits too; `unit` may stand behind it.
 * Null when nothing is there, NaN when it is no number. A sign is no number: what is asked for in forms is never below nothing.
 */
export function readNumber(text: string, unit?: RegExp): number | null {
  // NFKC makes ordinary digits and points of full-width ones.
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return null;
  const bare = (unit ? typed.replace(unit, '') : typed).trim().replace(',', '.');
  return /^\d+(\.\d*)?$|^\.\d+$/.test(bare) ? Number(bare) : NaN;
}
