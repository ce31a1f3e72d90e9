/** Both ends inclusive. */
export interface Interval {
  from: number;
  to: number;
}

/**
 * Set of integers kept as intervals: sorted, without overlap, never touching (neighbours are merged).
 * Adding in rising order, the usual case, costs O(1); anywhere else O(log n) to find and O(n) to insert.
 */
export class IntervalSet {
  readonly #intervals: Interval[] = [];
  #size = 0;

  /** How many integers are in the set. */
  get size(): number {
    return this.#size;
  }

  get intervals(): readonly Readonly<Interval>[] {
    return this.#intervals;
  }

  has(value: number): boolean {
    const interval = this.#intervals[this.#firstEndingAtOrAfter(value)];
    return interval !== undefined && interval.from <= value;
  }

  /** Add all integers of an interval. Returns how many of them are new. */
  add(from: number, to: number = from): number {
    if (to < from) return 0;
    // Neighbours that touch are merged as well: hence one below and one above.
    const first = this.#firstEndingAtOrAfter(from - 1);
    let end = first;
    const merged: Interval = { from, to };
    let already = 0;
    for (let next = this.#intervals[end]; next !== undefined && next.from <= to + 1;) {
      already += next.to - next.from + 1;
      merged.from = Math.min(merged.from, next.from);
      merged.to = Math.max(merged.to, next.to);
      end += 1;
      next = this.#intervals[end];
    }
    this.#intervals.splice(first, end - first, merged);
    const added = merged.to - merged.from + 1 - already;
    this.#size += added;
    return added;
  }

  /** What of [from, to] is not in the set, in rising order. */
  gaps(from: number, to: number): Interval[] {
    const gaps: Interval[] = [];
    let next = from;
    for (let i = this.#firstEndingAtOrAfter(from); next <= to; i += 1) {
      const interval = this.#intervals[i];
      if (interval === undefined || interval.from > to) {
        gaps.push({ from: next, to });
        break;
      }
      if (interval.from > next) gaps.push({ from: next, to: interval.from - 1 });
      next = interval.to + 1;
    }
    return gaps;
  }

  #firstEndingAtOrAfter(value: number): number {
    const last = this.#intervals.at(-1);
    if (last === undefined || last.to < value) return this.#intervals.length;
    let low = 0;
    let high = this.#intervals.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#intervals[middle]!.to < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
