/** A part of the program that is loaded on demand is not there: its files were replaced while the page stood open. */
export class PartMissing extends Error {
  override readonly name = 'PartMissing';
}

/** Load a part of the program. Rejects with `PartMissing`. */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (cause) {
    throw new PartMissing('A part of the program could not be loaded.', { cause });
  }
}
