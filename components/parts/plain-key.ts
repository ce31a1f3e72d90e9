/** The key alone, in lower case, where it means itself: no modifier, no repeat, nothing being typed. Null otherwise. */
export function plainKey(event: KeyboardEvent): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
  const target = event.target;
  if (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return null;
  return event.key.toLowerCase();
}
