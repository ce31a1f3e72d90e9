import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['.output/', '.wxt/', 'reports/', 'node_modules/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  { files: ['scripts/**', 'tests/**'], rules: { 'no-console': 'off' } },
  {
    // The tag program runs in Espruino's interpreter: no ES module, the board's own globals.
    files: ['lib/tag/espruino/catpace-tag.js'],
    languageOptions: {
      sourceType: 'script',
      globals: Object.fromEntries(
        'Bangle BTN D15 D16 D17 D18 E I2C1 NRF Pin Puck SPI clearWatch exports getTime require setWatch'
          .split(' ')
          .map((name) => [name, 'readonly']),
      ),
    },
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      // A browser's globals are none there.
      'no-redeclare': ['error', { builtinGlobals: false }],
      // It fails on a script that is no module.
      'svelte/no-inner-declarations': 'off',
      // ES5 has no `catch` without a name.
      '@typescript-eslint/no-unused-vars': ['error', { caughtErrors: 'none' }],
    },
  },
);
