import vm from 'node:vm';

/**
 * What V8 has and Espruino does not (espruino.com/Features; what came with later versions is left out too). A program that
 * needs any of it fails here as it would on the board.
 */
const ABSENT = `
  for (const name of ['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Symbol', 'Proxy', 'Reflect', 'BigInt', 'Intl', 'Atomics',
    'SharedArrayBuffer', 'BigInt64Array', 'BigUint64Array', 'FinalizationRegistry', 'WebAssembly', 'Iterator', 'structuredClone'])
    delete globalThis[name];
  const keep = (object, names) => {
    for (const name of Object.getOwnPropertyNames(object))
      if (!names.includes(name)) delete object[name];
  };
  keep(Array.prototype, ['constructor', 'length', 'concat', 'every', 'fill', 'filter', 'find', 'findIndex', 'forEach', 'includes',
    'indexOf', 'join', 'map', 'pop', 'push', 'reduce', 'reverse', 'shift', 'slice', 'some', 'sort', 'splice', 'toString', 'unshift']);
  keep(Array, ['length', 'name', 'prototype', 'isArray']);
  keep(Object.getPrototypeOf(Uint8Array.prototype), ['constructor', 'buffer', 'byteLength', 'byteOffset', 'length', 'fill', 'filter',
    'find', 'findIndex', 'forEach', 'includes', 'indexOf', 'join', 'map', 'reduce', 'reverse', 'set', 'slice', 'sort', 'subarray',
    'toString']);
  keep(Object.getPrototypeOf(Uint8Array), ['length', 'name', 'prototype']);
  keep(String.prototype, ['constructor', 'length', 'charAt', 'charCodeAt', 'concat', 'endsWith', 'includes', 'indexOf', 'lastIndexOf',
    'match', 'padEnd', 'padStart', 'repeat', 'replace', 'slice', 'split', 'startsWith', 'substr', 'substring', 'toLowerCase',
    'toString', 'toUpperCase', 'trim', 'valueOf']);
  keep(Number, ['length', 'name', 'prototype', 'MAX_VALUE', 'MIN_VALUE', 'NaN', 'NEGATIVE_INFINITY', 'POSITIVE_INFINITY']);
  keep(Math, ['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2', 'abs', 'acos', 'asin', 'atan', 'atan2', 'ceil', 'cos',
    'exp', 'floor', 'log', 'max', 'min', 'pow', 'random', 'round', 'sin', 'sqrt', 'tan']);
  keep(Object, ['length', 'name', 'prototype', 'assign', 'create', 'defineProperties', 'defineProperty', 'getOwnPropertyDescriptor',
    'getOwnPropertyNames', 'getPrototypeOf', 'keys', 'setPrototypeOf']);
`;

/** A fresh interpreter: a realm of its own with what Espruino has, and nothing of Node. */
export class Interpreter {
  readonly #context: vm.Context;

  constructor(globals: Readonly<Record<string, unknown>>) {
    this.#context = vm.createContext({ ...globals });
    vm.runInContext(`(() => {${ABSENT}})()`, this.#context);
  }

  evaluate(code: string): unknown {
    return vm.runInContext(code, this.#context);
  }

  /** Evaluate the text of a module and return its exports. */
  module(name: string, text: string): unknown {
    const body = vm.compileFunction(text, ['exports', 'module'], {
      parsingContext: this.#context,
      filename: name,
    });
    const exports = this.evaluate('({})');
    body(exports, { exports });
    return exports;
  }
}
