/** The one key that marks a moment: M, where nothing is being typed. */
export function isMarkKey(event: KeyboardEvent): boolean {
  if (event.key.toLowerCase() !== 'm' || event.ctrlKey || event.metaKey || event.altKey || event.repeat)
    return false;
  const target = event.target;
  return !(target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
