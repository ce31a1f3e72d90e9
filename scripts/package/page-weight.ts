import { readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse, type Node } from 'acorn';

interface Specifier {
  type: string;
  value?: unknown;
  quasis?: { value: { cooked: string } }[];
}

/** What a page loads. */
export interface PageWeight {
  /** Before it first shows itself: bytes, each file gzipped by itself. */
  gzipBytes: number;
  /** The same, with all that it may load on demand later. */
  wholeGzipBytes: number;
  /** What is loaded before it first shows itself: paths below the extension's folder, the page itself first. */
  files: string[];
}

/**
 * Weigh a built page: its HTML, the scripts and styles named there, all that these import, and what the entry script imports
 * as it runs, before it mounts. Parts that are loaded on demand later (a route, a dialog) count as the whole only.
 * @param folder the unpacked extension
 * @param page file name of the page, e.g. popup.html
 */
export function weighPage(folder: string, page: string): PageWeight {
  const files = filesOf(folder, page, 'before it shows itself');
  const gzipped = (paths: readonly string[]): number =>
    paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path)), { level: 9 }).length, 0);
  return {
    gzipBytes: gzipped(files),
    wholeGzipBytes: gzipped(filesOf(folder, page, 'ever')),
    files: files.map((path) => relative(dirname(join(folder, page)), join(folder, path))),
  };
}

function filesOf(folder: string, page: string, when: 'before it shows itself' | 'ever'): string[] {
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
    const dynamic = when === 'ever' ? 'all' : entries.includes(path) ? 'as it runs' : 'none';
    const imported = importsOf(source, dynamic);
    for (const specifier of imported.specifiers)
      waiting.push(posix.normalize(posix.join(posix.dirname(path), specifier)));
    if (imported.isDynamic) stylesOf(source).forEach((style) => files.add(style));
  }
  return [...files];
}
/** What a function of the entry imports is imported when that is called: as a component shows itself, or later. */
const CALLED_LATER = /^(FunctionDeclaration|FunctionExpression)$/;

function importsOf(
  source: string,
  dynamic: 'none' | 'as it runs' | 'all',
): { specifiers: string[]; isDynamic: boolean } {
  const specifiers: string[] = [];
  let isDynamic = false;
  const visit = (node: Node & Record<string, unknown>): void => {
    const isStatic = /^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type);
    if (isStatic || (dynamic !== 'none' && node.type === 'ImportExpression')) {
      const specifier = textOf(node['source'] as Specifier | null);
      if (specifier !== null) specifiers.push(specifier);
      else if (!isStatic) throw new Error('An import that is put together at run time cannot be weighed.');
      isDynamic ||= !isStatic;
    }
    if (dynamic === 'as it runs' && CALLED_LATER.test(node.type)) return;
    for (const child of Object.values(node).flat())
      if (typeof child === 'object' && child !== null && 'type' in child) visit(child as typeof node);
  };
  visit(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }) as never);
  return { specifiers, isDynamic };
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
