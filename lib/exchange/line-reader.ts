import { ExchangeError } from './exchange-error';

/** Longest line of any file that is read by lines, bytes. Ours: a row of samples has some 200. */
export const LONGEST_LINE = 65_536;

/** Text in lines, in any cutting of the bytes. UTF-8; lines end in LF or CRLF; a byte order mark is skipped. */
export class LineReader {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly onLine: (line: string, number: number) => void;
  private rest = '';
  private number = 0;

  /** @param onLine gets each line without its end, counted from 1. */
  constructor(onLine: (line: string, number: number) => void) {
    this.onLine = onLine;
  }

  /** @throws ExchangeError where the bytes are no text, or a line has no end */
  push(bytes: Uint8Array): void {
    this.take(this.decode(bytes, true));
    if (this.rest.length > LONGEST_LINE)
      throw new ExchangeError(
        'wrong-type',
        `line ${this.number + 1}`,
        'is longer than any line of a recording',
      );
  }

  finish(): void {
    this.take(this.decode(new Uint8Array(0), false));
    if (this.rest !== '') this.say(this.rest);
    this.rest = '';
  }

  private decode(bytes: Uint8Array, stream: boolean): string {
    try {
      return this.decoder.decode(bytes, { stream });
    } catch (cause) {
      throw new ExchangeError('wrong-type', `line ${this.number + 1}`, 'is no text', { cause });
    }
  }

  private take(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop()!;
    for (const line of lines) this.say(line);
  }

  private say(line: string): void {
    this.number++;
    this.onLine(line.endsWith('\r') ? line.slice(0, -1) : line, this.number);
  }
}
