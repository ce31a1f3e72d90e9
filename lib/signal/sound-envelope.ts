/** One value of the envelope, s. */
export const HOP_S = 0.002;
/** Below this a finger's tap on a tag has little, and a voice, a wind and a step have most of what they have, Hz. Ours. */
const HIGH_PASS_HZ = 2000;
/** Quietest level, dB of full scale: a coder's own noise in silence lies below. Ours. */
const SILENCE_DB = -75;
/** Times in a file are rounded: sound goes on as it was until they are further off than this, s. Ours. */
const JUMP_S = 0.005;

/**
 * How loud a sound is above 2 kHz, every 2 ms, from pieces as a decoder gives them: half a million values for a quarter of an
 * hour, however large its file. Hops without sound are silent.
 */
export class SoundEnvelope {
  #levels = new Float32Array(4096).fill(SILENCE_DB);
  #length = 0;
  #nextS = NaN;
  #rateHz = 0;
  #filter = highPass(1);
  readonly #state = { x1: 0, x2: 0, y1: 0, y2: 0 };
  #hop = -1;
  #power = 0;
  #samples = 0;

  /** dB of full scale, one a hop from time zero of the sound. */
  get levelsDb(): Float32Array {
    this.#closeHop();
    return this.#levels.subarray(0, this.#length);
  }

  /** How far it was heard, s. */
  get heardS(): number {
    return this.#length * HOP_S;
  }

  /**
   * The next piece.
   * @param samples one channel, −1 to 1
   * @param startS time of the first sample, s; what lies before zero (a coder's run-up) is heard but not kept
   */
  push(samples: Float32Array, rateHz: number, startS: number): void {
    if (samples.length === 0 || !(rateHz > 0) || !Number.isFinite(startS)) return;
    if (rateHz !== this.#rateHz) {
      this.#rateHz = rateHz;
      this.#filter = highPass(rateHz);
    }
    const fromS = Math.abs(startS - this.#nextS) <= JUMP_S ? this.#nextS : startS;
    const { b0, b1, b2, a1, a2 } = this.#filter;
    const state = this.#state;
    for (let i = 0; i < samples.length; i++) {
      // What is no number is silence.
      const x = samples[i]! || 0;
      const y = b0 * x + b1 * state.x1 + b2 * state.x2 - a1 * state.y1 - a2 * state.y2;
      state.x2 = state.x1;
      state.x1 = x;
      state.y2 = state.y1;
      state.y1 = y;
      const hop = Math.floor((fromS + i / rateHz) / HOP_S);
      if (hop !== this.#hop) {
        this.#closeHop();
        this.#hop = hop;
      }
      this.#power += y * y;
      this.#samples++;
    }
    this.#nextS = fromS + samples.length / rateHz;
  }

  #closeHop(): void {
    const hop = this.#hop;
    if (hop >= 0 && this.#samples > 0) {
      if (hop >= this.#levels.length) {
        const longer = new Float32Array(Math.max(2 * this.#levels.length, hop + 1)).fill(SILENCE_DB);
        longer.set(this.#levels);
        this.#levels = longer;
      }
      this.#levels[hop] = Math.max(SILENCE_DB, 10 * Math.log10(this.#power / this.#samples));
      this.#length = Math.max(this.#length, hop + 1);
    }
    this.#power = 0;
    this.#samples = 0;
  }
}

/** Butterworth of second order (R. Bristow-Johnson, Cookbook formulae for audio EQ biquad filters). */
function highPass(rateHz: number) {
  const w = (2 * Math.PI * Math.min(HIGH_PASS_HZ, rateHz / 4)) / rateHz;
  const alpha = Math.sin(w) / Math.SQRT2;
  const a0 = 1 + alpha;
  const side = (1 + Math.cos(w)) / 2 / a0;
  return { b0: side, b1: -2 * side, b2: side, a1: (-2 * Math.cos(w)) / a0, a2: (1 - alpha) / a0 };
}
