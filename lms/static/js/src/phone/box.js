// What only the right PIN opens: AES-GCM, as JSON. Used by the pages and by the worker.

export async function wrap(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

// Null: another key, or nothing there.
export async function unwrap(key, box) {
  if (!key || !box) return null;
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, key, box.data);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return null;
  }
}
