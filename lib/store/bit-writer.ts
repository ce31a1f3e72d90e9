/** Bits one after the other, the highest of each value first. */
export class BitWriter {
  private bytes: Uint8Array<ArrayBuffer>;
  private length = 0;
  /** Bits that do not fill a byte yet. */
  private open = 0;
  private openBits = 0;

  /** @param expected bytes to make room for */
  constructor(expected = 1024) {
    this.bytes = new Uint8Array(Math.max(16, expected));
  }

  /** The lowest `count` bits of a value; count 0–16. */
  write(value: number, count: number): void {
    this.open = (this.open << count) | (value & ((1 << count) - 1));
    this.openBits += count;
    while (this.openBits >= 8) {
      this.openBits -= 8;
      this.push(this.open >>> this.openBits);
    }
    this.open &= (1 << this.openBits) - 1;
  }

  /** So many ones. */
  writeOnes(count: number): void {
    for (let left = count; left > 0; left -= 16) this.write(0xffff, Math.min(left, 16));
  }

  /** All bits, filled up with zeros to a whole byte. The writer is used up after it. */
  finish(): Uint8Array<ArrayBuffer> {
    if (this.openBits > 0) this.write(0, 8 - this.openBits);
    return this.bytes.subarray(0, this.length);
  }

  private push(byte: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(2 * this.length);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length++] = byte;
  }
}
