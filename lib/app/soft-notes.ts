/** Length of a note, ms. */
const NOTE_MS = 140;
/** Ours: low and quiet, because a beep can startle a cat. */
const LOUDNESS = 0.08;

/** Notes one after the other, Hz. Never rejects: a machine without sound is no fault. */
export async function playNotes(notesHz: readonly number[]): Promise<void> {
  try {
    const context = new AudioContext();
    for (const [index, frequencyHz] of notesHz.entries()) {
      const from = context.currentTime + (index * NOTE_MS) / 1000;
      const tone = new OscillatorNode(context, { frequency: frequencyHz });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
      gain.gain.linearRampToValueAtTime(0, from + NOTE_MS / 1000);
      tone.connect(gain).connect(context.destination);
      tone.start(from);
      tone.stop(from + NOTE_MS / 1000);
      if (index === notesHz.length - 1) tone.onended = () => void context.close();
    }
  } catch {
    // No sound device.
  }
}
