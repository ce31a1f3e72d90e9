/** The greatest value of a stream, and how many samples show exactly that: many do where a sensor's range ends. */
export class Greatest {
  /** −Infinity before the first. */
  value = -Infinity;
  times = 0;
  /** What `push` takes in. A field: a number that is handed to a call is put on the heap. */
  next = NaN;

  push(): void {
    if (this.next < this.value) return;
    if (this.next > this.value) {
      this.value = this.next;
      this.times = 0;
    }
    this.times++;
  }
}
