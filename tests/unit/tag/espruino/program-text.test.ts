import { type AnyNode, type CallExpression, type Function as FunctionNode, parse } from 'acorn';
import { describe, expect, it } from 'vitest';
import { leanProgram } from '../../../../lib/tag/espruino/lean-program';
import program from '../../../../lib/tag/espruino/catpace-tag.js?raw';
import { PROGRAM_SOURCE } from '../../../support/espruino/installed-board';

const lean = leanProgram(PROGRAM_SOURCE);

function isNode(value: unknown): value is AnyNode {
  return (
    value !== null && typeof value === 'object' && typeof (value as { type?: unknown }).type === 'string'
  );
}

/** Every node with the nodes around it, outermost first. */
function visit(
  node: AnyNode,
  see: (node: AnyNode, around: readonly AnyNode[]) => void,
  around: AnyNode[] = [],
): void {
  see(node, around);
  for (const value of Object.values(node) as unknown[])
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value])
      if (isNode(child)) visit(child, see, [...around, node]);
}

const tree = parse(PROGRAM_SOURCE, { ecmaVersion: 5, sourceType: 'script', locations: true });

describe('the text of the tag program', () => {
  it('is the file that is bundled', () => {
    expect(program).toBe(PROGRAM_SOURCE);
  });

  it('is ES5 in 7-bit letters, with and without its comments', () => {
    for (const text of [PROGRAM_SOURCE, lean]) {
      expect(() => parse(text, { ecmaVersion: 5, sourceType: 'script' })).not.toThrow();
      expect([...text].every((char) => char.charCodeAt(0) < 127)).toBe(true);
    }
  });

  it('means the same without comments and indentation', () => {
    const shape = (text: string): string =>
      JSON.stringify(parse(text, { ecmaVersion: 5, sourceType: 'script' }), (key, value: unknown) =>
        key === 'start' || key === 'end' ? undefined : value,
      );
    expect(shape(lean)).toBe(shape(PROGRAM_SOURCE));
  });

  it('leaves room for the log on a Puck.js', () => {
    console.log(`Tag program: ${PROGRAM_SOURCE.length} bytes, ${lean.length} on the board`);
    expect(lean.length).toBeLessThan(21 * 1024);
  });

  it('needs no function hoisting: none is used in the text above its own, but from within functions', () => {
    const declared = new Map<string, number>();
    const wrong: string[] = [];
    visit(tree, (node, around) => {
      if (node.type === 'FunctionDeclaration' && node.id) {
        if (around.length > 1) wrong.push(`${node.id.name} is declared inside another function`);
        declared.set(node.id.name, node.start);
      }
    });
    visit(tree, (node, around) => {
      const inFunction = around.some(({ type }) => type.startsWith('Function'));
      if (node.type === 'Identifier' && !inFunction && (declared.get(node.name) ?? 0) > node.start)
        wrong.push(`${node.name} is used above its declaration`);
    });
    expect(declared.size).toBeGreaterThan(30);
    expect(wrong).toEqual([]);
  });

  it('has no `return` with its value on the next line, no label, no `with`', () => {
    expect(lean).not.toMatch(/\breturn$/m);
    visit(tree, ({ type }) => expect(['LabeledStatement', 'WithStatement']).not.toContain(type));
  });

  it('declares each variable once in its function, before any use', () => {
    const wrong: string[] = [];
    visit(tree, (node) => {
      if (!node.type.startsWith('Function')) return;
      const seen = new Set<string>();
      visit((node as FunctionNode).body, (inner) => {
        if (inner.type !== 'VariableDeclarator' || inner.id.type !== 'Identifier') return;
        if (seen.has(inner.id.name)) wrong.push(`${inner.id.name}, line ${inner.loc?.start.line}`);
        seen.add(inner.id.name);
      });
    });
    expect(wrong).toEqual([]);
  });

  it('calls nothing that the documentation of Espruino does not have', () => {
    /** espruino.com/Reference and jswrap_*.c of espruino/Espruino, as read for docs/espruino.md. */
    const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
      NRF: ['on', 'setServices', 'updateServices', 'setAdvertising', 'getAddress'],
      E: ['getBattery', 'hwRand', 'getAddressOf', 'showMessage'],
      Puck: ['on', 'accelOn', 'accelOff', 'accelWr', 'accelRd', 'getBatteryPercentage'],
      Bangle: ['on', 'accelWr', 'setPollInterval'],
      I2C1: ['setup', 'writeTo', 'readFrom'],
      storage: ['read', 'readJSON', 'write', 'writeJSON', 'erase', 'list', 'getFree'],
      flash: ['erasePage', 'write'],
      process: ['memory'],
    };
    const wrong: string[] = [];
    let calls = 0;
    visit(tree, (node) => {
      const { callee } = node as CallExpression;
      if (node.type !== 'CallExpression' || callee.type !== 'MemberExpression') return;
      if (callee.object.type !== 'Identifier' || callee.property.type !== 'Identifier') return;
      const known = DOCUMENTED[callee.object.name];
      if (!known) return;
      calls += 1;
      if (!known.includes(callee.property.name)) wrong.push(`${callee.object.name}.${callee.property.name}`);
    });
    expect(calls).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  });
});
