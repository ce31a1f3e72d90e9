import { readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse, type Node } from 'acorn';

interface Specifier {
  type: string;
  value?: unknown;
  quasis?: { value: { cooked: string } }[];
}

/** What a page loads before it first shows itself. */
export interface PageWeight {
  /** Bytes, each file gzipped by itself. */
  gzipBytes: number;
  /** Paths below the extension's folder, the page itself first. */
  files: string[];
}

/**
 * Weigh a built page: its HTML, the scripts and styles named there, all that these import, and what the entry script imports
 * before it mounts. Pages that are loaded on demand later (a route, a dialog) do not count.
 * @param folder the unpacked extension
 * @param page file name of the page, e.g. popup.html
 */
export function weighPage(folder: string, page: string): PageWeight {
  const html = readFileSync(join(folder, page), 'utf8');
  const entries = [...html.matchAll(/<script[^>]+src="\/([^"]+)"/g)].map((match) => match[1]!);
  const named = [...html.matchAll(/<link[^>]+href="\/([^"]+)"/g)].map((match) => match[1]!);
  if (entries.length === 0) throw new Error(`${page} has no script`);
  const files = new Set([page, ...named.filter((path) => path.endsWith('.css'))]);
  const waiting = [...entries, ...named.filter((path) => path.endsWith('.js'))];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    files.add(path);
    const source = readFileSync(join(folder, path), 'utf8');
    const isEntry = entries.includes(path);
    for (const specifier of importsOf(source, isEntry))
      waiting.push(posix.normalize(posix.join(posix.dirname(path), specifier)));
    if (isEntry) stylesOf(source).forEach((style) => files.add(style));
  }
  const gzipBytes = [...files].reduce(
    (sum, path) => sum + gzipSync(readFileSync(join(folder, path)), { level: 9 }).length,
    0,
  );
  return {
    gzipBytes,
    files: [...files].map((path) => relative(dirname(join(folder, page)), join(folder, path))),
  };
}

function importsOf(source: string, withDynamic: boolean): string[] {
  const found: string[] = [];
  const visit = (node: Node & Record<string, unknown>): void => {
    const isStatic = /^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type);
    if (isStatic || (withDynamic && node.type === 'ImportExpression')) {
      const specifier = textOf(node['source'] as Specifier | null);
      if (specifier !== null) found.push(specifier);
      else if (!isStatic) throw new Error('An import that is put together at run time cannot be weighed.');
    }
    for (const child of Object.values(node).flat())
      if (typeof child === 'object' && child !== null && 'type' in child) visit(child as typeof node);
  };
  visit(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }) as never);
  return found;
}

/** Minifiers write a plain string as a template, too. */
function textOf(node: Specifier | null): string | null {
  if (node?.type === 'TemplateLiteral' && node.quasis?.length === 1) return node.quasis[0]!.value.cooked;
  return typeof node?.value === 'string' ? node.value : null;
}

/** Styles that Vite loads together with a script's dynamic imports: it names them in one list. */
function stylesOf(source: string): string[] {
  return [...source.matchAll(/["'`]\/?(assets\/[^"'`]+\.css)["'`]/g)].map((match) => match[1]!);
}
