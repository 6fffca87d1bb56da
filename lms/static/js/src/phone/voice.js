// Dengarkan: the button comes where a browser can speak, and says so where it has no Indonesian voice. What reads is
// loaded by the tap.

const INDONESIAN = /^(id|in)([-_]|$)/i; // old phones say "in"

// The best voice there is: one that needs no signal. Undefined: none.
export function bestVoice() {
  const voices = speechSynthesis.getVoices().filter((one) => INDONESIAN.test(one.lang));
  return voices.find((one) => one.localService) || voices[0];
}

export function offerVoice() {
  const box = document.querySelector("[data-listen-box]");
  if (!box || !globalThis.speechSynthesis) return;
  const button = box.querySelector("button");
  const words = button.querySelector("span");
  const name = () => {
    const voice = bestVoice();
    if (voice) words.textContent = voice.localService ? "Dengarkan" : "Dengarkan (perlu sinyal)";
    else if (speechSynthesis.getVoices().length) words.textContent = "Belum ada suara Indonesia di HP ini";
  };
  box.hidden = false;
  speechSynthesis.addEventListener?.("voiceschanged", name);
  name();
  button.addEventListener("click", async () => {
    try {
      await import(document.querySelector("main").dataset.listen);
      globalThis.tuntas.listen(box);
    } catch {
      globalThis.tuntas.say("Dengarkan perlu sinyal sekali untuk disiapkan. Coba lagi saat ada sinyal.");
    }
  });
}
