/** Bytes with gzip around them; its CRC-32 is what tells later on whether they are still the same (RFC 1952). */
export function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return through(bytes, new CompressionStream('gzip'));
}

/** What `gzip` was given. Rejects with TypeError where the bytes are damaged or cut off. */
export function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return through(bytes, new DecompressionStream('gzip'));
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  { writable, readable }: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  // Handed over as one piece: a pipe cuts it, and waits for each. What goes wrong is told where the result is read, too.
  const writer = writable.getWriter();
  void writer.write(bytes).catch(() => {});
  void writer.close().catch(() => {});
  return new Uint8Array(await new Response(readable).arrayBuffer());
}
