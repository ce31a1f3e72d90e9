/** What is wrong with a value of a file by itself, whatever the file is. */
export type ValueFault =
  | {
      code: 'no-text' | 'empty' | 'no-number' | 'not-whole' | 'missing' | 'no-group' | 'no-list' | 'no-flag';
    }
  | { code: 'too-long'; most: number }
  | { code: 'too-small' | 'too-short-list'; least: number }
  | { code: 'too-great' | 'too-long-list'; most: number }
  | { code: 'no-choice'; choices: readonly string[] };
