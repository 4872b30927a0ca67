import { RING_FRAMES, type PatchFrame } from '../../protocol/live.js';

/** Frames a returning reader is sent at most; beyond it one snapshot is less. About 30 s of the fastest channel. */
export const REPLAY_FRAMES = 120;

/** The last frames of one hub, for readers that come back. */
export class Ring {
  private readonly frames: PatchFrame[] = [];

  /** Adds the newest frame; the oldest goes when there are 500. */
  push(frame: PatchFrame): void {
    this.frames.push(frame);
    if (this.frames.length > RING_FRAMES) this.frames.shift();
  }

  /**
   * Gives the frames that bring a reader from its `seq` to now, or null when that cannot be known here. The ring must have seen the
   * state arrive at `seq`; frames may turn a minute without moving seq, and applying those twice does no harm (patches are absolute).
   */
  since(seq: number): PatchFrame[] | null {
    const arrived = this.frames.findIndex((f) => f.seq === seq && f.from < seq);
    if (arrived < 0) return null;
    const missed = this.frames.slice(arrived + 1);
    return missed.length <= REPLAY_FRAMES ? missed : null;
  }
}
