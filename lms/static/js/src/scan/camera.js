// The camera at the back, and what its pictures say. The browser's own reader where it has one, else ours.

const PAUSE = 120; // ms between two looks: a cheap phone stays cool
const SIDE = 640; // of the picture that our reader looks at
const WISH = { video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false };

// Calls ``seen(text)`` for every code that stands before the camera, again and again. Gives what stops it. Throws where
// the camera is refused, or there is none.
export async function watchCamera(video, address, seen) {
  const [stream, read] = await Promise.all([navigator.mediaDevices.getUserMedia(WISH), reader(address)]);
  video.srcObject = stream;
  await video.play();
  const awake = await navigator.wakeLock?.request("screen").catch(() => null); // at a door nobody taps
  let on = true;
  const stop = () => {
    on = false;
    for (const track of stream.getTracks()) track.stop();
    awake?.release().catch(() => {});
    video.srcObject = null;
  };
  const look = async () => {
    while (on && video.isConnected) {
      const text = video.readyState > 1 ? await read(video).catch(() => "") : "";
      if (on && text) await seen(text);
      await new Promise((go) => setTimeout(go, PAUSE));
    }
    stop(); // also when something else is drawn in its place
  };
  look();
  return stop;
}

async function reader(address) {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])) || [];
  if (!formats.includes("qr_code")) return ownReader(address);
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue || "";
}

async function ownReader(address) {
  await import(address);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
    [canvas.width, canvas.height] = [video.videoWidth * scale, video.videoHeight * scale].map(Math.round);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    return tuntas.decode(pen.getImageData(0, 0, canvas.width, canvas.height));
  };
}
