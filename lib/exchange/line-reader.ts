import { ExchangeError } from './exchange-error';

/** Longest line of any file that is read by lines, bytes. Ours: a row of samples has some 200. */
export const LONGEST_LINE = 65_536;

/** Text in lines, in any cutting of the bytes. UTF-8; lines end in LF or CRLF; a byte order mark is skipped. */
export class LineReader {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly onLine: (line: string, number: number) => void;
  private readonly longest: number;
  /** The line that has no end yet, in pieces: joined once, however small they come. */
  private rest: string[] = [];
  private restLength = 0;
  private number = 0;

  /**
   * @param onLine gets each line without its end, counted from 1
   * @param longest letters that a line may have
   */
  constructor(onLine: (line: string, number: number) => void, longest = LONGEST_LINE) {
    this.onLine = onLine;
    this.longest = longest;
  }

  /** @throws ExchangeError where the bytes are no text, or a line has no end */
  push(bytes: Uint8Array): void {
    this.take(this.decode(bytes, true));
    if (this.restLength > this.longest)
      throw new ExchangeError([{ line: this.number + 1 }], { code: 'line-too-long' });
  }

  finish(): void {
    this.take(this.decode(new Uint8Array(0), false));
    if (this.restLength > 0) this.say(this.rest.join(''));
    this.rest = [];
    this.restLength = 0;
  }

  private decode(bytes: Uint8Array, stream: boolean): string {
    try {
      return this.decoder.decode(bytes, { stream });
    } catch (cause) {
      throw new ExchangeError([{ line: this.number + 1 }], { code: 'no-letters' }, { cause });
    }
  }

  private take(text: string): void {
    const lines = text.split('\n');
    const last = lines.pop()!;
    for (const [i, line] of lines.entries()) {
      this.say(i === 0 ? this.rest.join('') + line : line);
      if (i > 0) continue;
      this.rest = [];
      this.restLength = 0;
    }
    this.rest.push(last);
    this.restLength += last.length;
  }

  private say(line: string): void {
    this.number++;
    this.onLine(line.endsWith('\r') ? line.slice(0, -1) : line, this.number);
  }
}
