import { inflateSync } from 'node:zlib';

/** A page of a PDF. Lengths in points, from its lower left corner. */
export interface PdfPage {
  widthPt: number;
  heightPt: number;
  links: { address: string; rect: [left: number, bottom: number, right: number, top: number] }[];
  /** Its words in the order in which they are drawn. */
  text: string;
  /** What draws it. */
  drawing: string;
}

/** Pages of a PDF as Chromium writes it (Skia: plain objects, streams deflated, glyphs with a table of their letters). */
export function readPdf(bytes: Uint8Array): PdfPage[] {
  const objects = new Map<string, string>();
  for (const [, id, body] of Buffer.from(bytes)
    .toString('latin1')
    .matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(id!, body!);
  const get = (id: string | undefined): string => objects.get(id ?? '') ?? '';
  const root = [...objects.values()].find((body) => /\/Type \/Catalog\b/.test(body));
  return pageIds(get(/\/Pages (\d+) 0 R/.exec(root ?? '')?.[1])).map((id) => pageOf(get(id)));

  function pageIds(pages: string): string[] {
    const kids = /\/Kids \[([^\]]*)\]/.exec(pages)?.[1] ?? '';
    return refsIn(kids).flatMap((id) => (/\/Type \/Pages\b/.test(get(id)) ? pageIds(get(id)) : [id]));
  }

  function pageOf(page: string): PdfPage {
    const [, , width, height] = numbersOf(page, 'MediaBox');
    const drawing = streamOf(get(/\/Contents (\d+) 0 R/.exec(page)?.[1]));
    const fonts = new Map(
      [...(/\/Font <<([^>]*)>>/.exec(page)?.[1] ?? '').matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name, id]) => [
        name!,
        lettersOf(get(id)),
      ]),
    );
    const links = refsIn(/\/Annots \[([^\]]*)\]/.exec(page)?.[1] ?? '').map((id) => ({
      address: /\/URI \(([^)]*)\)/.exec(get(id))?.[1] ?? '',
      rect: numbersOf(get(id), 'Rect') as [number, number, number, number],
    }));
    return { widthPt: width!, heightPt: height!, links, text: textOf(drawing, fonts), drawing };
  }

  function lettersOf(font: string): ReadonlyMap<string, string> {
    const table = streamOf(get(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1]));
    const letters = new Map<string, string>();
    for (const [, from, to, first] of table.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let glyph = parseInt(from!, 16); glyph <= parseInt(to!, 16); glyph++)
        letters.set(hex4(glyph), String.fromCharCode(parseInt(first!, 16) + glyph - parseInt(from!, 16)));
    for (const [, glyph, letter] of table.matchAll(/^<(\w+)> <(\w+)>$/gm))
      letters.set(hex4(parseInt(glyph!, 16)), Buffer.from(letter!, 'hex').swap16().toString('utf16le'));
    return letters;
  }
}

const hex4 = (n: number): string => n.toString(16).padStart(4, '0').toUpperCase();
const refsIn = (text: string): string[] => [...text.matchAll(/(\d+) 0 R/g)].map(([, id]) => id!);

function numbersOf(body: string, name: string): number[] {
  const list = new RegExp(`/${name} \\[([^\\]]*)\\]`).exec(body)?.[1] ?? '';
  return list.split(' ').map(Number);
}

function streamOf(body: string): string {
  const from = body.indexOf('stream\n');
  if (from < 0) return '';
  const raw = Buffer.from(body.slice(from + 7, body.lastIndexOf('\nendstream')), 'latin1');
  return (/\/Filter \/FlateDecode/.test(body) ? inflateSync(raw) : raw).toString('latin1');
}

function textOf(drawing: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let letters: ReadonlyMap<string, string> | undefined;
  let text = '';
  for (const [, font, glyphs, end] of drawing.matchAll(/\/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|(\bET\b)/g)) {
    if (font) letters = fonts.get(font);
    else if (end) text += '\n';
    else
      for (const [glyph] of glyphs!.toUpperCase().matchAll(/.{4}/g))
        text += letters?.get(glyph) ?? (letters ? '' : '�');
  }
  return text;
}
