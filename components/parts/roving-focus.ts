/**
 * One stop for the Tab key over many buttons: arrow keys, Home and End go from one to the next inside. The place is kept.
 * For use as `{@attach rovingFocus}` on the element around the buttons.
 */
export function rovingFocus(element: HTMLElement): () => void {
  const buttons = (): HTMLButtonElement[] => [...element.querySelectorAll('button')];
  const stopAt = (button: HTMLButtonElement): void => {
    for (const each of buttons()) each.tabIndex = each === button ? 0 : -1;
  };
  const first = buttons()[0];
  if (first) stopAt(first);

  function onFocusIn({ target }: FocusEvent): void {
    if (target instanceof HTMLButtonElement) stopAt(target);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const all = buttons();
    const at = all.indexOf(event.target as HTMLButtonElement);
    if (at < 0) return;
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 }[event.key];
    const next =
      event.key === 'Home'
        ? all[0]
        : event.key === 'End'
          ? all.at(-1)
          : to === undefined
            ? null
            : all.at(to % all.length);
    if (!next) return;
    event.preventDefault();
    // Arrows mean something else to the page around.
    event.stopPropagation();
    next.focus();
  }

  element.addEventListener('focusin', onFocusIn);
  element.addEventListener('keydown', onKeyDown);
  return () => {
    element.removeEventListener('focusin', onFocusIn);
    element.removeEventListener('keydown', onKeyDown);
  };
}
