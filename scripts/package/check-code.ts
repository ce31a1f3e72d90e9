import { parse, type Node } from 'acorn';

type AnyNode = Node & Record<string, unknown>;

/** Ways to the network that Catpace has no use for. `fetch` alone stays: as a web page it reads its own texts by it. */
const NETWORK = new Set([
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'WebTransport',
  'RTCPeerConnection',
  'sendBeacon',
]);
/** What loads or asks, with an address as its first argument. */
const LOADERS = new Set(['fetch', 'importScripts', 'Worker', 'SharedWorker', 'Request', 'Audio']);
const isRemote = (text: unknown): boolean =>
  typeof text === 'string' && /^\s*(https?:|wss?:|\/\/)/i.test(text);

/**
 * Whatever in a built package runs text as code, loads code or anything else from elsewhere, or speaks to a host, as
 * sentences; empty when nothing does. What is put together at run time is not seen here: that the content security policy stops.
 * @param files text of each file by its path
 */
export function codeComplaints(files: Iterable<readonly [path: string, text: string]>): string[] {
  const complaints: string[] = [];
  for (const [path, text] of files) {
    const found = path.endsWith('.js')
      ? inScript(text)
      : path.endsWith('.css')
        ? inStyle(text)
        : path.endsWith('.html')
          ? inPage(text)
          : [];
    complaints.push(...found.map((what) => `${path} ${what}`));
  }
  return complaints;
}

function inScript(source: string): string[] {
  const found: string[] = [];
  const visit = (node: AnyNode): void => {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const callee = nameOf(node['callee'] as AnyNode);
      const [first] = node['arguments'] as AnyNode[];
      if (callee === 'eval' || callee === 'Function') found.push(`runs text as code (${callee})`);
      if (/^set(Timeout|Interval)$/.test(callee) && textOf(first) !== null)
        found.push(`runs text as code (${callee})`);
      if (LOADERS.has(callee) && isRemote(textOf(first))) found.push(`loads ${textOf(first)}`);
      if (NETWORK.has(callee)) found.push(`speaks to a host (${callee})`);
    }
    if (/^(Import(Declaration|Expression)|Export(Named|All)Declaration)$/.test(node.type)) {
      const from = textOf(node['source'] as AnyNode | null);
      if (isRemote(from)) found.push(`loads code from ${from}`);
    }
    if (node.type === 'AssignmentExpression') {
      const left = node['left'] as AnyNode;
      const property = left.type === 'MemberExpression' ? nameOf(left) : '';
      const value = textOf(node['right'] as AnyNode);
      if (/^(src|srcset|href)$/.test(property) && isRemote(value)) found.push(`loads ${value}`);
    }
    for (const child of Object.values(node).flat())
      if (typeof child === 'object' && child !== null && 'type' in child) visit(child as AnyNode);
  };
  visit(parse(source, { ecmaVersion: 'latest', sourceType: 'module' }) as never);
  return found;
}

/** The last name of a callee: `Function` of `globalThis.Function`, `eval` of `(0, eval)`. */
function nameOf(node: AnyNode | undefined): string {
  if (node?.type === 'Identifier') return node['name'] as string;
  if (node?.type === 'MemberExpression') {
    const property = node['property'] as AnyNode;
    return node['computed'] ? (textOf(property) ?? '') : (property['name'] as string);
  }
  if (node?.type === 'SequenceExpression') return nameOf((node['expressions'] as AnyNode[]).at(-1));
  if (node?.type === 'ChainExpression') return nameOf(node['expression'] as AnyNode);
  return '';
}

function textOf(node: AnyNode | null | undefined): string | null {
  if (node?.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  // Minifiers write a plain string as a template, too.
  const quasis = node?.['quasis'] as { value: { cooked: string } }[] | undefined;
  return node?.type === 'TemplateLiteral' && quasis?.length === 1 ? quasis[0]!.value.cooked : null;
}

function inStyle(source: string): string[] {
  return [...source.matchAll(/(?:url\(\s*["']?|@import\s+["'])((?:https?:)?\/\/[^"')\s]+)/gi)].map(
    (match) => `loads ${match[1]}`,
  );
}

function inPage(source: string): string[] {
  const found = [...source.matchAll(/\s(?:src|href|action)\s*=\s*["']?((?:https?:)?\/\/[^"'\s>]+)/gi)].map(
    (match) => `loads ${match[1]}`,
  );
  if (/<script(?![^>]*\ssrc=)[^>]*>/i.test(source)) found.push('has a script of its own');
  if (/\son[a-z]+\s*=/i.test(source)) found.push('has code in an attribute');
  if (/<(iframe|object|embed|base)\b/i.test(source)) found.push('has a frame or a base of its own');
  return found;
}
