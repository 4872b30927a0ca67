import type { Sign } from './sound.rules.js';

/** Pitches of each sign in hertz, one after the other: rising calls, falling warns. @source docs of screens, §6.4 */
const PITCHES: Readonly<Record<Sign, readonly number[]>> = {
  critical: [660, 990],
  urgent: [660],
  overdue: [220],
  cut: [660, 494, 330],
};
const TONE_S = 0.18;
const GAP_S = 0.06;
/** Loud enough beside a conversation, not across a hall. */
const VOLUME = 0.18;
const EDGE_S = 0.01;

/** Plays the short tones of a sign; answers how long that takes, in seconds. */
export function play(audio: AudioContext, sign: Sign): number {
  const pitches = PITCHES[sign];
  pitches.forEach((pitch, i) => tone(audio, pitch, audio.currentTime + i * (TONE_S + GAP_S)));
  return pitches.length * (TONE_S + GAP_S);
}

function tone(audio: AudioContext, pitch: number, from: number): void {
  const [source, volume] = [audio.createOscillator(), audio.createGain()];
  source.frequency.value = pitch;
  // Without edges a tone begins and ends with a click.
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(VOLUME, from + EDGE_S);
  volume.gain.setValueAtTime(VOLUME, from + TONE_S - EDGE_S);
  volume.gain.linearRampToValueAtTime(0, from + TONE_S);
  source.connect(volume).connect(audio.destination);
  source.start(from);
  source.stop(from + TONE_S);
}
