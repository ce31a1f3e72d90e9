/**
 * The GATT face of the Progressor family: Tindeq Progressor, Crimpdeq, Hangman, Mito.
 * Sources: https://tindeq.com/progressor_api, blims/Tindeq-Progressor-API (progressor_client.py),
 * crimpdeq/crimpdeq-firmware (src/bin/main.rs), jvasilakes/mito (dev/mito/lib/scales.cpp).
 */
export const PROGRESSOR_SERVICE = {
  uuid: '7e4e1701-1ea6-40c9-9dcc-13d34ffead57',
  /** Notify. */
  data: '7e4e1702-1ea6-40c9-9dcc-13d34ffead57',
  /** Write. Some Mitos have none and measure unasked. */
  control: '7e4e1703-1ea6-40c9-9dcc-13d34ffead57',
} as const;

/** Names begin so on the original; clones have their own and are found by the service. */
export const PROGRESSOR_NAME_PREFIX = 'Progressor';
