/**
 * The text that goes onto a board: the program without indentation, empty lines and lines that are only comment. A third of
 * the file is explanation, and a Puck.js has 40 kB for program and log together. Nothing else is touched, so a line of the
 * board's error message is found again in the file by its text.
 */
export function leanProgram(source: string): string {
  return (
    source
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('//'))
      .join('\n') + '\n'
  );
}
