import { expect, it } from 'vitest';
import { formatBytes } from '../../../lib/charts/format-bytes';

it.each([
  [0, '0 kB'],
  [1, '1 kB'],
  [1_001, '2 kB'],
  [99_000, '99 kB'],
  [100_000, '0.1 MB'],
  [9_900_000, '9.9 MB'],
  [450_000_000, '450 MB'],
  [1_200_000_000, '1.2 GB'],
  [82e9, '82 GB'],
])('%i bytes are %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
