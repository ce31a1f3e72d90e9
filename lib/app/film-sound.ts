import { AudioSampleSink, BlobSource, Input, MATROSKA, MP4, QTFF, WEBM, type AudioSample } from 'mediabunny';
import { SoundEnvelope } from '../signal/sound-envelope';
import { letOthersRun } from './let-others-run';

/** What can be wrong with a film's sound. `unreadable`: the file ends too early, is damaged or packed as Catpace does not know. */
export type SoundFault = 'no-sound' | 'codec' | 'unreadable';

/** After so much sound others have their turn, s. */
const TURN_S = 5;
/** Of a file this much is held at most, bytes: films of phones have two thousand times as many. */
const MOST_HELD_BYTES = 2 ** 20;

interface Listening {
  /** Sound beyond this moment is not listened to, s. */
  mostS: number;
  /** Told now and then how far it is, s. */
  onHeard: (heardS: number) => void;
  signal: AbortSignal;
}

/**
 * How loud a film's sound is above 2 kHz, on the film's own time. The file is read piece by piece, its picture is passed over,
 * and the browser decodes the sound. Rejects with the signal's reason when that is aborted.
 */
export async function readFilmSound(
  film: Blob,
  { mostS, onHeard, signal }: Listening,
): Promise<SoundEnvelope | SoundFault> {
  // By its slices: a stream of it would be read on to the end.
  const source = new BlobSource(film, { maxCacheSize: MOST_HELD_BYTES, useStreamReader: false });
  const input = new Input({ source, formats: [MP4, QTFF, MATROSKA, WEBM] });
  try {
    const sounds = await input.getAudioTracks();
    // A film that was cut off has no table of what is in it: not even a picture.
    if (sounds.length === 0) return (await input.getTracks()).length > 0 ? 'no-sound' : 'unreadable';
    const canDecode = await Promise.all(sounds.map((sound) => sound.canDecode()));
    const track = sounds[canDecode.indexOf(true)];
    if (!track) return 'codec';
    const envelope = new SoundEnvelope();
    let turnS = 0;
    for await (const sample of new AudioSampleSink(track).samples(undefined, mostS)) {
      const { timestamp, sampleRate } = sample;
      envelope.push(firstChannel(sample), sampleRate, timestamp);
      if (timestamp < turnS) continue;
      turnS = timestamp + TURN_S;
      onHeard(Math.max(0, timestamp));
      await letOthersRun();
      signal.throwIfAborted();
    }
    return envelope;
  } catch {
    signal.throwIfAborted();
    return 'unreadable';
  } finally {
    input.dispose();
  }
}

/** One is enough for a click, and two may take each other away. */
function firstChannel(sample: AudioSample): Float32Array {
  const samples = new Float32Array(sample.numberOfFrames);
  sample.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
  sample.close();
  return samples;
}
