// The unsent packet as a file: each envelope with its seal, good for this one envelope only. No name of anybody in it, nor
// in its own; what opens a phone's corner stays on the phone.

const VERSION_OF_FILE = 1;

export function sealedFile(rows) {
  const envelopes = rows.map(({ envelope, credential }) => ({ envelope, seal: onlySeal(credential) }));
  const whole = { tuntas: "titipan", v: VERSION_OF_FILE, made_at: new Date().toISOString(), envelopes };
  const codes = rows.map((row) => row.code).filter(Boolean);
  const name = `titipan-${codes[0] || Date.now()}${codes.length > 1 ? `-dan-${codes.length - 1}` : ""}.json`;
  return new File([JSON.stringify(whole)], name, { type: "application/json" });
}

// "" where the browser could not seal: an officer looks at it then.
const onlySeal = (text) => (text?.startsWith("segel:") ? text : "");
