import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { manifestComplaints } from '../../../scripts/package/check-manifest';
import { codeComplaints } from '../../../scripts/package/check-code';
import { packFolder } from '../../../scripts/package/pack';
import { weighPage } from '../../../scripts/package/page-weight';

let folder: string;

function put(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'catpace-package-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('a package', () => {
  it('is the same bytes whenever the same files were written', () => {
    put('b/two.js', 'two');
    put('a.js', 'one');
    const first = packFolder(folder);
    utimesSync(join(folder, 'a.js'), 1_000_000, 1_000_000);
    expect(packFolder(folder)).toEqual(first);
    put('a.js', 'another');
    expect(packFolder(folder)).not.toEqual(first);
  });
});

describe('the weight of a page', () => {
  beforeEach(() => {
    put(
      'page.html',
      '<script type="module" src="/chunks/main.js"></script><link rel="stylesheet" href="/assets/page.css">',
    );
    put('assets/page.css', 'a{}');
    put('assets/App.css', 'b{}');
    put('chunks/main.js', 'import"./base.js";const styles=["assets/App.css"];import(`./App.js`);');
    put('chunks/base.js', 'export const base = 1;');
    put('chunks/App.js', 'import{base}from"./base.js";base;import("./later.js")');
    put('chunks/later.js', 'export {};');
  });

  it('counts what is loaded before the page shows itself, once, and nothing that comes later', () => {
    expect(weighPage(folder, 'page.html').files.sort()).toEqual([
      'assets/App.css',
      'assets/page.css',
      'chunks/App.js',
      'chunks/base.js',
      'chunks/main.js',
      'page.html',
    ]);
  });

  it('takes what a function of the entry imports for later, and says what all weighs', () => {
    put('chunks/main.js', 'import"./base.js";function open(){return import("./App.js")}open;');
    const { files, gzipBytes, wholeGzipBytes } = weighPage(folder, 'page.html');
    expect(files.sort()).toEqual(['assets/page.css', 'chunks/base.js', 'chunks/main.js', 'page.html']);
    // App and what App imports later.
    expect(wholeGzipBytes).toBeGreaterThan(gzipBytes + 40);
  });

  it('does not call a page light whose script it cannot find', () => {
    put('page.html', '<p>nothing</p>');
    expect(() => weighPage(folder, 'page.html')).toThrow('no script');
  });
});

describe('the code of a package', () => {
  const complaints = (path: string, text: string) => codeComplaints([[path, text]]);

  it('that runs and loads only what is in it passes', () => {
    expect(
      codeComplaints([
        [
          'a.js',
          'import"./b.js";import("./c.js");fetch(`_locales/en/messages.json`);const ns="http://www.w3.org/2000/svg";setTimeout(()=>1,5)',
        ],
        ['a.css', 'a{background:url(data:image/png;base64,x)}'],
        ['a.html', '<script type="module" src="/a.js"></script><link href="/a.css">'],
        ['licences.txt', 'eval("see https://a.example")'],
      ]),
    ).toEqual([]);
  });

  it.each([
    'eval("1")',
    '(0,eval)(x)',
    'new Function("return 1")',
    'globalThis.Function(x)',
    'globalThis["eval"](x)',
    'setTimeout("alert(1)",5)',
    'import"https://cdn.example/a.js"',
    'export*from"https://cdn.example/a.js"',
    'import(`https://cdn.example/a.js`)',
    'importScripts("//cdn.example/a.js")',
    'new Worker("https://cdn.example/a.js")',
    'fetch("https://a.example/")',
    'image.src="https://a.example/pixel.png"',
    'new WebSocket(address)',
    'navigator.sendBeacon("/x")',
    'new XMLHttpRequest()',
  ])('that says %s does not', (code) => {
    expect(complaints('chunks/a.js', code)).toHaveLength(1);
  });

  it.each([
    ['a.css', '@import "https://a.example/a.css"'],
    ['a.css', 'a{background:url(//a.example/a.png)}'],
    ['a.html', '<script src="https://a.example/a.js"></script>'],
    ['a.html', '<script>alert(1)</script>'],
    ['a.html', '<p onclick="alert(1)">'],
    ['a.html', '<base href="/x">'],
  ])('does not get in by %s either: %s', (path, text) => {
    expect(complaints(path, text)).toHaveLength(1);
  });
});

describe('a manifest', () => {
  const png = (width: number): Uint8Array => {
    const bytes = new Uint8Array(33);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    new DataView(bytes.buffer).setUint32(16, width);
    return bytes;
  };
  const files: Record<string, Uint8Array> = {
    'licences.txt': new Uint8Array(1),
    '_locales/en/messages.json': new TextEncoder().encode(
      '{"tagline":{"message":"Your cat sets the pace."}}',
    ),
    ...Object.fromEntries([16, 32, 48, 128].map((size) => [`${size}.png`, png(size)])),
  };
  const good = {
    manifest_version: 3,
    version: '1.2.3',
    description: '__MSG_tagline__',
    default_locale: 'en',
    incognito: 'not_allowed',
    permissions: ['power'],
    icons: { 16: '16.png', 32: '32.png', 48: '48.png', 128: '128.png' },
    content_security_policy: {
      extension_pages: "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'none'",
    },
  };
  const complaints = (change: object): string[] =>
    manifestComplaints({ manifest: { ...good, ...change }, read: (path) => files[path] ?? null }, '1.2.3');

  it('that is in order passes', () => {
    expect(complaints({})).toEqual([]);
  });

  it.each([
    ['another version', { version: '1.2.2' }, 'version 1.2.2'],
    ['hosts', { host_permissions: ['https://a.example/*'] }, 'host_permissions'],
    ['a permission without a reason', { permissions: ['tabs'] }, 'permission tabs'],
    ['a page that runs in private windows', { incognito: 'split' }, 'runs in private windows'],
    ['no policy', { content_security_policy: undefined }, 'content security policy'],
    ['a text that no language has', { description: '__MSG_none__' }, 'no description'],
    ['an icon of another size', { icons: { ...good.icons, 48: '32.png' } }, '32.png is 32'],
    ['an icon that is not there', { icons: { ...good.icons, 48: 'gone.png' } }, 'gone.png is no PNG'],
  ])('with %s does not', (_what, change, expected) => {
    expect(complaints(change).join('\n')).toContain(expected);
  });

  it.each(["script-src 'self' https://cdn.example", "script-src 'self' 'unsafe-eval'"])(
    'does not let code in: %s',
    (rule) => {
      const policy = `default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'none'; ${rule}`;
      expect(complaints({ content_security_policy: { extension_pages: policy } })).toHaveLength(1);
    },
  );
});
