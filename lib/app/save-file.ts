/** Offer a text as a file to save: the browser's download. */
export function saveFile(fileName: string, text: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has begun to read it by the next turn; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
