import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

type Room =
  | 'units'
  | 'words'
  | 'tag'
  | 'signal'
  | 'events'
  | 'walk'
  | 'training'
  | 'store'
  | 'exchange'
  | 'charts'
  | 'app'
  | 'components'
  | 'entrypoints';

/** What a room may import: `value` whole modules, `type` only their types. The same room and npm packages always. */
const IMPORTS: Record<Room, { value: readonly Room[]; type: readonly Room[] }> = {
  units: { value: [], type: [] },
  words: { value: [], type: ['units'] },
  tag: { value: ['units'], type: [] },
  signal: { value: ['units'], type: ['tag'] },
  events: { value: ['units'], type: ['signal'] },
  walk: { value: ['units'], type: ['tag', 'signal', 'events'] },
  training: { value: ['units'], type: ['walk', 'events'] },
  store: { value: ['units'], type: ['tag', 'walk', 'events', 'training', 'signal'] },
  exchange: { value: ['units'], type: ['tag', 'walk', 'events', 'training', 'signal'] },
  charts: { value: ['units', 'words'], type: ['signal', 'events', 'walk', 'training'] },
  app: {
    value: ['units', 'words', 'tag', 'signal', 'events', 'walk', 'training', 'store', 'exchange', 'charts'],
    type: [],
  },
  components: {
    value: ['charts', 'units', 'words'],
    type: ['tag', 'signal', 'events', 'walk', 'training', 'exchange', 'app'],
  },
  entrypoints: { value: ['app', 'components', 'words'], type: [] },
};

/** Where the world outside (radio, database, clock, timers, runes) may be touched. */
const MAY_TOUCH_WORLD = [
  /^lib\/tag\/[^/]+\/driver\.ts$/,
  /^lib\/tag\/gatt\//,
  /^lib\/store\//,
  // The language comes from the browser, once.
  /^lib\/words\//,
  /^lib\/app\//,
  /^components\//,
  /^entrypoints\//,
];
const WORLD = new Set([
  'navigator',
  'indexedDB',
  'setTimeout',
  'setInterval',
  'requestAnimationFrame',
  'queueMicrotask',
  'localStorage',
  'document',
  'window',
  'performance',
  'fetch',
  'crypto',
]);

interface SourceFile {
  path: string;
  text: string;
}

function filesBelow(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      return { path: relative(ROOT, full).replaceAll('\\', '/'), text: readFileSync(full, 'utf8') };
    });
}

const FILES = ['lib', 'components', 'entrypoints'].flatMap(filesBelow);

function roomOf(path: string): Room | null {
  const match = /^lib\/([a-z]+)(?:\/|\.ts$)/.exec(path) ?? /^(components|entrypoints)\//.exec(path);
  return match && match[1]! in IMPORTS ? (match[1] as Room) : null;
}

/** TypeScript of a file: a component's script blocks. */
function scriptOf(file: SourceFile): ts.SourceFile {
  const text = file.path.endsWith('.svelte')
    ? [...file.text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((block) => block[1]).join('\n')
    : file.text;
  return ts.createSourceFile(`${file.path}.ts`, text, ts.ScriptTarget.Latest, true);
}

function importsOf(file: SourceFile): { specifier: string; typeOnly: boolean }[] {
  const found: { specifier: string; typeOnly: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const eachNamedIsType =
        named !== undefined &&
        ts.isNamedImports(named) &&
        named.elements.length > 0 &&
        !clause?.name &&
        named.elements.every((element) => element.isTypeOnly);
      found.push({
        specifier: node.moduleSpecifier.text,
        typeOnly: clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || eachNamedIsType,
      });
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      found.push({ specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) found.push({ specifier: argument.text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(scriptOf(file));
  return found;
}

/** Path below the root that a relative or aliased import means; null for packages and styles. */
function targetOf(file: SourceFile, specifier: string): string | null {
  if (/\.css(\?.*)?$/.test(specifier)) return null;
  if (specifier.startsWith('@/')) return specifier.slice(2);
  if (!specifier.startsWith('.')) return null;
  return relative(ROOT, resolve(ROOT, dirname(file.path), specifier)).replaceAll('\\', '/');
}

describe('the house', () => {
  it('has files to look at', () => {
    expect(FILES.length).toBeGreaterThan(20);
  });

  it('knows the room of every file', () => {
    expect(FILES.filter((file) => roomOf(file.path) === null).map((file) => file.path)).toEqual([]);
  });

  it('is drawn whole in the README: every room stands in the one picture', () => {
    const [, picture = ''] =
      /## How it works\n+```\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
    const nameOf = (room: string): string =>
      room === 'units'
        ? 'lib/units.ts'
        : ['components', 'entrypoints'].includes(room)
          ? `${room}/`
          : `lib/${room}`;
    expect(Object.keys(IMPORTS).filter((room) => !picture.includes(nameOf(room)))).toEqual([]);
    const drawn = [...picture.matchAll(/\blib\/([a-z]+)/g)].map(([, room]) => room!);
    expect(drawn.filter((room) => !(room in IMPORTS))).toEqual([]);
  });

  it('imports only what lies upstream', () => {
    const wrong: string[] = [];
    for (const file of FILES) {
      const room = roomOf(file.path);
      if (!room) continue;
      for (const { specifier, typeOnly } of importsOf(file)) {
        const target = targetOf(file, specifier);
        // WXT makes the type of all texts from locales/en.yml.
        if (target === null || target === '.wxt/i18n/structure') continue;
        const targetRoom = roomOf(target.includes('.') ? target : `${target}.ts`);
        if (!targetRoom) wrong.push(`${file.path} imports ${specifier}, which is in no room`);
        else if (targetRoom !== room && !IMPORTS[room].value.includes(targetRoom)) {
          if (!IMPORTS[room].type.includes(targetRoom))
            wrong.push(`${file.path} (${room}) imports ${specifier}`);
          else if (!typeOnly) wrong.push(`${file.path} (${room}) imports more than types of ${specifier}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('never restarts the extension, which would cut off a walk', () => {
    const wrong = FILES.filter(({ text }) => /\bruntime\s*\??\.\s*(reload|restart)\b/.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('touches clock, radio, database and timers only at its doors', () => {
    const wrong: string[] = [];
    for (const file of FILES) {
      if (MAY_TOUCH_WORLD.some((allowed) => allowed.test(file.path))) continue;
      const source = scriptOf(file);
      const visit = (node: ts.Node): void => {
        if (ts.isIdentifier(node)) {
          const parent = node.parent;
          const isMemberName = ts.isPropertyAccessExpression(parent) && parent.name === node;
          const isDeclaredName =
            (ts.isPropertySignature(parent) || ts.isPropertyAssignment(parent) || ts.isParameter(parent)) &&
            parent.name === node;
          if (!isMemberName && !isDeclaredName) {
            const isDateNow =
              node.text === 'Date' &&
              ((ts.isPropertyAccessExpression(parent) && parent.name.text === 'now') ||
                (ts.isNewExpression(parent) && (parent.arguments?.length ?? 0) === 0));
            const isRandom =
              node.text === 'Math' && ts.isPropertyAccessExpression(parent) && parent.name.text === 'random';
            if (WORLD.has(node.text) || isDateNow || isRandom || node.text.startsWith('$state'))
              wrong.push(`${file.path} touches ${node.text}`);
          }
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
    expect(wrong).toEqual([]);
  });

  it('speaks to the extension API in entrypoints and one file of app only', () => {
    const wrong = FILES.filter(
      (file) =>
        !file.path.startsWith('entrypoints/') &&
        file.path !== 'lib/app/extension.ts' &&
        // The texts and their language are the browser's.
        !file.path.startsWith('lib/words/') &&
        (importsOf(file).some(({ specifier }) => specifier.startsWith('wxt/')) ||
          /\bchrome\.\w/.test(file.text)),
    ).map((file) => file.path);
    expect(wrong).toEqual([]);
  });

  it('writes no HTML from texts: names and notes are words, whatever is in them', () => {
    const ways =
      /\{@html|\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|srcdoc)\b|document\.write|javascript:/;
    expect(FILES.filter(({ text }) => ways.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('names files by what they hold', () => {
    const wrong = FILES.filter((file) => {
      const name = file.path.split('/').at(-1)!;
      if (
        /^(utils?|helpers?|manager|service|types|index)\.ts$/.test(name) &&
        !file.path.startsWith('entrypoints/')
      )
        return true;
      if (file.path.endsWith('.svelte')) return !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(name);
      return !/^[a-z0-9]+(-[a-z0-9]+)*(\.svelte)?\.ts$/.test(name);
    }).map((file) => file.path);
    expect(wrong).toEqual([]);
  });
});
