/**
 * Whether the person asks for less motion; follows a change while the component lives. To be called as a component begins.
 * Svelte's own MediaQuery comes with its reactive maps and sets, which the popup would have to carry.
 */
export function reducedMotion(): { readonly reduced: boolean } {
  const query = window.matchMedia('(prefers-reduced-motion: reduce)');
  let reduced = $state(query.matches);
  $effect(() => {
    const look = (): void => void (reduced = query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  });
  return {
    get reduced() {
      return reduced;
    },
  };
}
