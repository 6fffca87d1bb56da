// For browsers that read no QR themselves. Fetched by the scanner at need, and kept with the list of the day.

export function decode(picture) {
  try {
    return QrReader.decodeQR(picture);
  } catch {
    return ""; // none in this frame
  }
}

globalThis.tuntas.decode = decode;
