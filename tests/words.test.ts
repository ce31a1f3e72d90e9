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
/** Names of an object's parts, and of a component's own attributes, that are shown where they hold words. */
const SHOWN = new Set([...SPOKEN, 'name', 'text', 'words', 'todo', 'heading', 'caption', 'hint', 'what']);
/** Words and no identifier: a capital letter at the beginning. */
const isLabel = (text: string): boolean => /^\p{Lu}/u.test(text) && isWords(text);
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

/** Nodes of an expression whose parts are its value as they stand: all else is asked, compared or called with. */
const VALUE_PARTS: Readonly<Record<string, readonly string[]>> = {
  ExpressionTag: ['expression'],
  ConditionalExpression: ['consequent', 'alternate'],
  LogicalExpression: ['left', 'right'],
  BinaryExpression: ['left', 'right'],
  TemplateLiteral: ['quasis', 'expressions'],
  TSAsExpression: ['expression'],
  TSNonNullExpression: ['expression'],
};

/** Words, however few, that an expression in the markup shows: `{isOn ? 'Stop' : 'Go on'}`. */
function labelsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(labelsOf);
  if (node === null || typeof node !== 'object') return [];
  const { type, value, operator } = node as { type: string; value?: unknown; operator?: string };
  if (type === 'Text') return isWords((node as AST.Text).data) ? [(node as AST.Text).data] : [];
  if (type === 'Literal') return typeof value === 'string' && isWords(value) ? [value] : [];
  if (type === 'TemplateElement')
    return labelsOf({ type: 'Literal', value: (value as { cooked: string }).cooked });
  if (type === 'BinaryExpression' && operator !== '+') return [];
  return (VALUE_PARTS[type] ?? []).flatMap((part) => labelsOf((node as Record<string, unknown>)[part]));
}

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
      if (SPOKEN.has(name))
        found.push(...labelsOf(Array.isArray(value) ? value.filter(({ type }) => type !== 'Text') : value));
      // Other attributes hold classes and identifiers; expressions are looked at as script below.
      else if (Array.isArray(value)) return walk(value.filter(({ type }) => type !== 'Text'));
    }
    if (type === 'Component')
      for (const { name, value } of (node as AST.Component).attributes as AST.Attribute[])
        if (SHOWN.has(name)) found.push(...labelsOf(value).filter(isLabel));
    if (type === 'Property') {
      const { key, value } = node as unknown as { key: { name?: string }; value: unknown };
      if (SHOWN.has(key.name ?? '')) found.push(...labelsOf(value).filter(isLabel));
    }
    if (type === 'Fragment')
      found.push(...(node as AST.Fragment).nodes.filter(({ type }) => type !== 'Text').flatMap(labelsOf));
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

/** The same of a script's expression. */
function labelsOfScript(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return isLabel(node.text) ? [node.text] : [];
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(labelsOfScript);
  if (ts.isBinaryExpression(node)) return [node.left, node.right].flatMap(labelsOfScript);
  if (ts.isTemplateExpression(node)) return isLabel(node.head.text) ? [node.head.text] : [];
  return [];
}

/** Sentences that stand in a script, but for what is thrown or logged: that is for engineers. */
function sentencesOfScript(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) || ts.isImportDeclaration(node)) return;
    if (ts.isCallExpression(node) && /^console\b/.test(node.expression.getText())) return;
    if ((ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) && SENTENCE.test(node.text))
      found.push(node.text);
    else if (ts.isPropertyAssignment(node) && SHOWN.has(node.name.getText()))
      found.push(...labelsOfScript(node.initializer));
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

it.each([
  ['<p>Stop</p>', 'Stop'],
  ['<p>{isOn ? "Stop" : "Go on"}</p>', 'Stop', 'Go on'],
  ['<p>{name ?? "no name"}</p>', 'no name'],
  ['<p>{`${n} walks`}</p>', ' walks'],
  ['<button title="Close" aria-label={isOn ? "Switch off" : t("a.b")}>×</button>', 'Close', 'Switch off'],
  ['<input placeholder="Your cat" alt={`Photo of ${name}`} />', 'Your cat', 'Photo of '],
  ['<Panel heading="All walks" kind="walks" />', 'All walks'],
  ['<script>const rows = [{ name: "Pull", kind: "Tension" }];</script>', 'Pull'],
  ['<p class={isOn ? "on" : "off"}>{kind === "walk" ? t("walks.one") : 5}</p>'],
])('finds the labels of %s', (source, ...labels) => {
  expect(textsOfMarkup(source).sort()).toEqual(labels.sort());
});

it('finds the labels of a script', () => {
  const source = `const a = { name: 'Pull', kind: 'Tension', label: isOn ? 'Stop' : t('go'), text: \`Walk \${n}\` };`;
  expect(sentencesOfScript(source)).toEqual(['Pull', 'Stop', 'Walk ']);
});
