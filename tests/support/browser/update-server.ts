import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { EXTENSION } from './extension-browser';

const MANIFEST = 'manifest.json';
const UPDATES = '/updates.xml';

/**
 * What a store's server is to an installed extension: says which version there is and hands it out, on this machine alone.
 * Each version is the built extension but for its manifest's version, signed as a store signs.
 */
export class UpdateServer {
  readonly extensionId: string;
  /** The version that it has. */
  version: string;
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #server: Server;

  private constructor(version: string) {
    this.version = version;
    this.extensionId = [...idOf(this.#publicKey).toString('hex')]
      .map((digit) => String.fromCharCode('a'.charCodeAt(0) + parseInt(digit, 16)))
      .join('');
    this.#server = createServer(({ url }, answer) => {
      if (url?.startsWith(UPDATES)) answer.setHeader('content-type', 'text/xml').end(this.#updates());
      else answer.setHeader('content-type', 'application/x-chrome-extension').end(this.#package());
    });
  }

  static async start(version: string): Promise<UpdateServer> {
    const server = new UpdateServer(version);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  /** The policy of a machine on which the browser installs the extension from here. */
  get policy(): Record<string, unknown> {
    return {
      ExtensionSettings: {
        [this.extensionId]: { installation_mode: 'normal_installed', update_url: this.#origin + UPDATES },
      },
    };
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get #origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get #publicKey(): Buffer {
    return this.#keys.publicKey.export({ type: 'spki', format: 'der' });
  }

  /** developer.chrome.com/docs/extensions/how-to/distribute/host-on-linux: update manifest. */
  #updates(): string {
    const { extensionId, version } = this;
    return (
      `<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0"><app appid="${extensionId}">` +
      `<updatecheck codebase="${this.#origin}/${version}.crx" version="${version}" /></app></gupdate>`
    );
  }

  /** CRX3: Chromium's components/crx_file/crx3.proto. */
  #package(): Buffer {
    const zip = zipSync(this.#files());
    const signedData = field(1, idOf(this.#publicKey));
    const signature = createSign('sha256')
      .update('CRX3 SignedData\0')
      .update(u32(signedData.length))
      .update(signedData)
      .update(zip)
      .sign(this.#keys.privateKey);
    const proof = Buffer.concat([field(1, this.#publicKey), field(2, signature)]);
    const header = Buffer.concat([field(2, proof), field(10_000, signedData)]);
    return Buffer.concat([Buffer.from('Cr24'), u32(3), u32(header.length), header, zip]);
  }

  #files(): Zippable {
    const files: Zippable = {};
    for (const entry of readdirSync(EXTENSION, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) files[relative(EXTENSION, path)] = readFileSync(path);
    }
    const manifest = JSON.parse(readFileSync(join(EXTENSION, MANIFEST), 'utf8')) as Record<string, unknown>;
    const over = { version: this.version, update_url: this.#origin + UPDATES };
    files[MANIFEST] = Buffer.from(JSON.stringify({ ...manifest, ...over }));
    return files;
  }
}

/** An extension is known by the first half of the hash of its public key. */
function idOf(publicKey: Buffer): Buffer {
  return createHash('sha256').update(publicKey).digest().subarray(0, 16);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A field of bytes in a protocol buffer. */
function field(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}
