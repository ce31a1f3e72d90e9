import { MediaQuery } from 'svelte/reactivity';

/** Whether the person asks for less motion; follows a change while the page is open. */
export function reducedMotion(): { readonly reduced: boolean } {
  const query = new MediaQuery('(prefers-reduced-motion: reduce)');
  return {
    get reduced() {
      return query.current;
    },
  };
}
