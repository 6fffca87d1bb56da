// On the page of a module: it lies on this phone already.

export async function tellSaved(opened) {
  const link = document.querySelector('main a[href^="/simpan/#"]');
  const row = link && (await (await opened)?.get("packs", link.hash.slice(1)));
  if (row?.state !== "tersimpan") return;
  link.textContent = row.stale ? "Tersimpan di HP ini, ada isi yang baru" : "Tersimpan di HP ini";
}
