/** The dashboard's address: `#/walks/<id>` is path ['walks', '<id>']. */
export class HashRoute {
  path = $state.raw<readonly string[]>(HashRoute.#read());

  constructor() {
    window.addEventListener('hashchange', () => (this.path = HashRoute.#read()));
  }

  go(...path: string[]): void {
    window.location.hash = `#/${path.map(encodeURIComponent).join('/')}`;
  }

  static #read(): readonly string[] {
    return window.location.hash
      .replace(/^#\/?/, '')
      .split('/')
      .filter((part) => part !== '')
      .map((part) => {
        try {
          return decodeURIComponent(part);
        } catch {
          return part;
        }
      });
  }
}
