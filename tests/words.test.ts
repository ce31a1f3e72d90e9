import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type AST, parse } from 'svelte/compiler';
import ts from 'typescript';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
/** Where people's texts are shown. */
const FOLDERS = ['components', 'entrypoints', 'lib/app', 'lib/charts'];
/** Attributes that are read or seen. */
const SPOKEN = new Set(['aria-label', 'aria-description', 'title', 'alt', 'placeholder', 'label']);
/** Names and symbols that are the same in every language. */
const SAME_EVERYWHERE =
  /^(Catpace|Espruino|BLE|GATT|CSV|JSON|Parquet|BORIS|[NgsVm°%·–—…:,.()\d\s/&×→←+−-]|min|ms|Hz|kg|lb|MB|GB|dBm)+$/;
/** From three words on, the first with a capital letter, a string is taken to be a sentence. */
const SENTENCE = /^[A-Z][a-z’']* [a-z’']+ [a-z’']/;

function files(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
  );
}

const isWords = (text: string): boolean => /\p{L}{2}/u.test(text) && !SAME_EVERYWHERE.test(text.trim());

/** Texts that stand in a component's markup. */
function textsOfMarkup(source: string): string[] {
  const found: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (node === null || typeof node !== 'object') return;
    const { type } = node as { type?: string };
    if (type === 'Text' && isWords((node as AST.Text).data)) found.push((node as AST.Text).data.trim());
    if (type === 'Attribute' || type === 'StyleDirective') {
      const { name, value } = node as AST.Attribute | AST.StyleDirective;
      // Other attributes hold classes and identifiers; expressions are looked at as script below.
      if (!SPOKEN.has(name) && Array.isArray(value)) return walk(value.filter(({ type }) => type !== 'Text'));
    }
    if (type === 'TemplateElement') {
      const text = (node as unknown as { value: { cooked: string } }).value.cooked;
      if (SENTENCE.test(text)) found.push(text);
    }
    if (type === 'Literal' && typeof (node as unknown as { value: unknown }).value === 'string') {
      const text = (node as unknown as { value: string }).value;
      if (SENTENCE.test(text)) found.push(text);
    }
    for (const [key, value] of Object.entries(node)) if (key !== 'css') walk(value);
  };
  walk(parse(source, { modern: true }));
  return found;
}

/** Sentences that stand in a script, but for what is thrown or logged: that is for engineers. */
function sentencesOfScript(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) || ts.isImportDeclaration(node)) return;
    if (ts.isCallExpression(node) && /^console\b/.test(node.expression.getText())) return;
    if ((ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) && SENTENCE.test(node.text))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('it.ts', source, ts.ScriptTarget.Latest, true));
  return found;
}

function textsOf(path: string): string[] {
  const source = readFileSync(join(ROOT, path), 'utf8');
  return path.endsWith('.svelte') ? textsOfMarkup(source) : sentencesOfScript(source);
}

it('keeps every text that people read in locales/', () => {
  const wrong = files().flatMap((path) => textsOf(path).map((text) => `${path}: ${text}`));
  expect(wrong, 'texts to be moved to locales/en.yml and shown by t() of lib/words').toEqual([]);
});
