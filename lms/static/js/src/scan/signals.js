// What is heard and felt at each card, for eyes that are on the queue: one high tone, two low ones for a card that was
// here before, one long deep one for what is none.

const TONES = { ok: [[880, 0.12]], again: [[440, 0.1], [440, 0.1]], warn: [[220, 0.35]] };
const SHAKES = { ok: 80, again: [40, 60, 40], warn: 300 };
const QUIET = 0.06; // seconds between two tones

// "": only makes ready, at the tap without which a browser lets nothing be heard.
export function signal(how, scan) {
  scan.sound ||= globalThis.AudioContext ? new AudioContext() : null;
  scan.sound?.resume().catch(() => {});
  if (!how) return;
  navigator.vibrate?.(SHAKES[how]);
  let at = scan.sound?.currentTime ?? 0;
  for (const [pitch, lasts] of scan.sound ? TONES[how] : []) {
    const tone = scan.sound.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(scan.sound.destination);
    tone.start(at);
    tone.stop(at + lasts);
    at += lasts + QUIET;
  }
}
