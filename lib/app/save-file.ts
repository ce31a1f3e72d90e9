/** A file that is ready to be saved. */
export interface FileToSave {
  name: string;
  content: Blob;
}

/** Offer a text as a file to save: the browser's download. */
export function saveFile(fileName: string, text: string, type = 'application/json'): void {
  saveBlob({ name: fileName, content: new Blob([text], { type }) });
}

/** Offer a file of any kind and size: the browser keeps a large one on disk. */
export function saveBlob({ name, content }: FileToSave): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by the next turn; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
