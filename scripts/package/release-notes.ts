/** The part of CHANGELOG.md about a version, its heading left out; null when there is none. */
export function releaseNotes(changelog: string, version: string): string | null {
  const parts = changelog.replaceAll('\r\n', '\n').split(/\n(?=## )/);
  const part = parts.find((each) => new RegExp(`^## ${version.replaceAll('.', '\\.')}(?![\\d.])`).test(each));
  return part ? part.slice(part.indexOf('\n') + 1).trim() : null;
}
