import { readFilmWord } from '../exchange/film-word';

/** What can be wrong with a file that is to be a film. */
export type FilmFault = 'empty' | 'no-film' | 'codec' | 'no-picture' | 'no-length' | 'gone';

export class FilmError extends Error {
  readonly fault: FilmFault;

  constructor(fault: FilmFault, options?: ErrorOptions) {
    super(fault, options);
    this.name = 'FilmError';
    this.fault = fault;
  }
}

/** A film that this browser plays. */
export interface OpenFilm {
  file: File;
  /** Of the file, for a <video>: to be revoked when it is no longer shown. */
  url: string;
  durationMs: number;
  /** What the file says of when it was made, epoch ms; null: nothing. */
  createdAtMs: number | null;
}

/** A browser that says nothing of a film for so long will not, ms. Ours. */
const LONGEST_WAIT_MS = 15_000;
/** Far beyond the end of any film, s: going there makes the browser look for the end of one that does not name it. */
const BEYOND_S = 1e7;

/** Look whether a file is a film that can be played here. Nothing of it is copied. Rejects with `FilmError`. */
export async function openFilm(file: File): Promise<OpenFilm> {
  if (file.size === 0) throw new FilmError('empty');
  const read = async (from: number, to: number): Promise<Uint8Array> =>
    new Uint8Array(await file.slice(from, to).arrayBuffer());
  const word = await readFilmWord(read, file.size).catch((cause: unknown) => {
    throw new FilmError('gone', { cause });
  });
  const url = URL.createObjectURL(file);
  const video = document.createElement('video');
  try {
    video.preload = 'metadata';
    video.muted = true;
    video.src = url;
    await happened(video, 'loadedmetadata', word ? 'codec' : 'no-film');
    if (video.videoWidth === 0) throw new FilmError(word ? 'no-picture' : 'no-film');
    if (video.duration === Infinity) {
      // Films that a browser recorded do not say how long they are.
      video.currentTime = BEYOND_S;
      await happened(video, 'durationchange', 'no-length');
    }
    const durationMs = 1000 * video.duration;
    if (!(durationMs > 0 && Number.isFinite(durationMs))) throw new FilmError('no-length');
    return { file, url, durationMs, createdAtMs: word?.createdAtMs ?? null };
  } catch (error) {
    URL.revokeObjectURL(url);
    throw error;
  } finally {
    video.removeAttribute('src');
    video.load();
  }
}

function happened(video: HTMLVideoElement, event: string, fault: FilmFault): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new FilmError(fault)), LONGEST_WAIT_MS);
    const listening = new AbortController();
    const settle = (act: () => void) => (): void => {
      clearTimeout(limit);
      listening.abort();
      act();
    };
    video.addEventListener(event, settle(resolve), { signal: listening.signal });
    video.addEventListener(
      'error',
      settle(() => reject(new FilmError(fault))),
      { signal: listening.signal },
    );
  });
}

interface Picker {
  showOpenFilePicker?: (options: {
    id: string;
    types: { description: string; accept: Record<string, string[]> }[];
  }) => Promise<FileSystemFileHandle[]>;
}
interface Permission {
  queryPermission?: (mode: { mode: 'read' }) => Promise<PermissionState>;
  requestPermission?: (mode: { mode: 'read' }) => Promise<PermissionState>;
}

/** Whether the browser lets a page remember where a file is (File System Access). */
export function canRememberFiles(): boolean {
  return typeof (window as Picker).showOpenFilePicker === 'function';
}

/** The owner chooses a film. Null: none was chosen. @param description what the browser's list calls films */
export async function pickFilm(description: string): Promise<FileSystemFileHandle | null> {
  try {
    const [handle] = await (window as Picker).showOpenFilePicker!({
      id: 'film',
      types: [{ description, accept: { 'video/*': ['.mp4', '.mov', '.m4v', '.webm', '.mkv', '.3gp'] } }],
    });
    return handle ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/**
 * The file that a handle leads to. Null: the browser does not allow it, or the file is gone.
 * @param ask ask the owner, where the browser wants that: after a press only
 */
export async function fileOf(handle: FileSystemFileHandle, ask: boolean): Promise<File | null> {
  const permission = handle as FileSystemFileHandle & Permission;
  try {
    let state = (await permission.queryPermission?.({ mode: 'read' })) ?? 'granted';
    if (state === 'prompt' && ask)
      state = (await permission.requestPermission?.({ mode: 'read' })) ?? 'granted';
    return state === 'granted' ? await handle.getFile() : null;
  } catch {
    return null;
  }
}
