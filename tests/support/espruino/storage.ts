/** Bytes of a file's header in flash (espruino/Espruino src/jsflash.h: size and a name of 28). */
const HEADER_BYTES = 32;
const PAGE_BYTES = 4096;
const MAX_NAME_LENGTH = 28;

interface StoredFile {
  name: string;
  data: Buffer;
  /** Erased or replaced: it takes its room until the next compaction. */
  isTrash: boolean;
}

/** Bytes of what a program hands over: text of 8-bit characters, or numbers. */
export function bytesOf(data: unknown): Buffer {
  if (typeof data === 'string') {
    if ([...data].some((char) => char.charCodeAt(0) > 255)) throw new Error('Strings have 8 bits here');
    return Buffer.from(data, 'latin1');
  }
  if (typeof data === 'number') return Buffer.from([data]);
  if (data !== null && typeof data === 'object' && 'length' in data)
    return Buffer.from(Array.from(data as ArrayLike<number>, (value) => value & 255));
  if (data !== null && typeof data === 'object' && 'byteLength' in data)
    return Buffer.from(data as ArrayBuffer);
  throw new Error("Can't get pointer to data to write");
}

/**
 * `require('Storage')`, with the rules of src/jsflash.c: one file after the other, nothing overwritten in place, room won back
 * by compaction, which erases every page.
 */
export class Storage {
  readonly capacityBytes: number;
  /** Where the Storage lies in memory; 0 for flash on SPI, which the processor does not see. */
  readonly baseAddress: number;
  compactions = 0;
  pagesErased = 0;
  writes = 0;
  /** Flash that refuses, to see what the program does then. */
  isBroken = false;
  #files: StoredFile[] = [];

  constructor(capacityBytes: number, baseAddress: number) {
    this.capacityBytes = capacityBytes;
    this.baseAddress = baseAddress;
  }

  /** `require('Flash')`: pages behind the Storage's back. What is not one's own must not be erased. */
  readonly flash = {
    erasePage: (address: number): void => {
      const start = address - (address % PAGE_BYTES);
      this.#within(start, PAGE_BYTES).fill(0xff);
      this.pagesErased += 1;
    },
    write: (content: unknown, address: number): void => {
      const data = bytesOf(content);
      if (address % 4 !== 0 || data.length % 4 !== 0)
        throw new Error('Data and address must be multiples of 4');
      if (this.isBroken) throw new Error('Flash refuses');
      const target = this.#within(address, data.length);
      if (!isErased(target)) throw new Error('This would mix old bits with new ones');
      data.copy(target);
      this.writes += 1;
    },
  };

  /** `E.getAddressOf` of a text that `read` has returned. Texts have no place of their own here: it goes by content. */
  addressOf(text: string): number {
    if (this.baseAddress === 0) return 0;
    return this.#placed().find(({ file }) => file.data.toString('latin1') === text)?.address ?? 0;
  }

  get fileNames(): string[] {
    return this.#files.filter((file) => !file.isTrash).map((file) => file.name);
  }

  read(name: string, offset = 0, length = 0): string | undefined {
    const file = this.#find(name);
    if (!file) return undefined;
    const end = length > 0 ? Math.min(file.data.length, offset + length) : file.data.length;
    return file.data.toString('latin1', Math.min(offset, end), end);
  }

  readJSON(name: string, noExceptions = false): unknown {
    const text = this.read(name);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text);
    } catch (error) {
      if (noExceptions) return undefined;
      throw error;
    }
  }

  write(name: string, content: unknown, offset = 0, size = 0): boolean {
    if (name.length === 0 || name.length > MAX_NAME_LENGTH) throw new Error(`No file name: ${name}`);
    const data = bytesOf(content);
    const sizeBytes = size > 0 ? size : data.length;
    if (sizeBytes === 0) throw new Error("Can't create zero length file");
    let file = this.#find(name);
    if (offset === 0 && (!file || file.data.length !== sizeBytes || !isErased(file.data))) {
      if (file && file.data.equals(data)) return true;
      if (file) file.isTrash = true;
      file = this.#create(name, sizeBytes);
    }
    if (!file) throw new Error('Unable to find or create file');
    if (offset + data.length > file.data.length) throw new Error('Too much data for file size');
    if (!isErased(file.data.subarray(offset, offset + data.length)))
      throw new Error('File already written with different data');
    data.copy(file.data, offset);
    this.writes += 1;
    return true;
  }

  writeJSON(name: string, value: unknown): boolean {
    return this.write(name, JSON.stringify(value));
  }

  erase(name: string): void {
    const file = this.#find(name);
    if (file) file.isTrash = true;
  }

  eraseAll(): void {
    this.#files = [];
  }

  list(pattern?: { test(name: string): boolean }): string[] {
    return this.fileNames.filter((name) => pattern === undefined || pattern.test(name));
  }

  /** Room behind the last file, as the firmware reckons it. */
  getFree(): number {
    return this.capacityBytes - this.#used();
  }

  compact(): void {
    if (!this.#files.some((file) => file.isTrash)) return;
    this.compactions += 1;
    this.pagesErased += Math.ceil(this.#used() / PAGE_BYTES);
    this.#files = this.#files.filter((file) => !file.isTrash);
  }

  #find(name: string): StoredFile | undefined {
    return this.#files.find((file) => file.name === name && !file.isTrash);
  }

  #create(name: string, sizeBytes: number): StoredFile {
    if (this.isBroken) throw new Error('Unable to find or create file');
    const needed = HEADER_BYTES + Math.ceil(sizeBytes / 4) * 4;
    if (this.getFree() < needed) this.compact();
    if (this.getFree() < needed) throw new Error('Unable to find or create file');
    const file: StoredFile = { name, data: Buffer.alloc(sizeBytes, 0xff), isTrash: false };
    this.#files.push(file);
    return file;
  }

  /** Live files with the addresses of their data. */
  #placed(): { file: StoredFile; address: number }[] {
    let end = this.baseAddress;
    return this.#files
      .map((file) => {
        const address = end + HEADER_BYTES;
        end = address + Math.ceil(file.data.length / 4) * 4;
        return { file, address };
      })
      .filter(({ file }) => !file.isTrash);
  }

  #within(start: number, length: number): Buffer {
    const place = this.#placed().find(
      ({ file, address }) => address <= start && start + length <= address + file.data.length,
    );
    if (!place) throw new Error(`Not inside one file: ${start}`);
    return place.file.data.subarray(start - place.address, start - place.address + length);
  }

  #used(): number {
    return this.#files.reduce((sum, file) => sum + HEADER_BYTES + Math.ceil(file.data.length / 4) * 4, 0);
  }
}

function isErased(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0xff);
}
