/** The greatest value of a stream, and how many samples show exactly that: many do where a sensor's range ends. */
export class Greatest {
  /** −Infinity before the first. */
  value = -Infinity;
  times = 0;

  push(value: number): void {
    if (value < this.value) return;
    if (value > this.value) {
      this.value = value;
      this.times = 0;
    }
    this.times++;
  }
}
