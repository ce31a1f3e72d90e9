import type { Walk } from '../walk/walk';

/** Longest part of a name that comes from a person. Ours. */
const LONGEST_NAME = 40;

/** Name of a walk's file on any system: "catpace-2026-03-14-1605-Mina-samples.csv". The time is UTC. */
export function walkFileName({ startedAtMs, catName }: Walk, what: string): string {
  const [day, clock] = new Date(startedAtMs).toISOString().split('T') as [string, string];
  const cat = catName
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST_NAME)
    .replaceAll(/^-+|-+$/g, '');
  const parts = ['catpace', day, clock.slice(0, 5).replace(':', ''), cat, what];
  return parts.filter((part) => part !== '').join('-');
}

/** Name of a file of many walks made now: "catpace-walks-2026-03-14.json". */
export function walksFileName(atMs: number, what: string): string {
  const day = new Date(atMs).toISOString().slice(0, 10);
  const [stem, ...endings] = what.split('.');
  return `catpace-${stem}-${day}.${endings.join('.')}`;
}
