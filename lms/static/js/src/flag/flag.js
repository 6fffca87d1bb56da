// *Soal ini membingungkan* without a signal: its form cannot come, so a small one opens here, and the outbox takes it.

const WHY = {
  soal: "Pertanyaannya sulit dipahami",
  pilihan: "Lebih dari satu jawaban tampak benar, atau tidak ada yang benar",
  kata: "Ada kata yang tidak saya kenal",
  gambar: "Gambarnya tidak jelas",
  pelajaran: "Tidak ada di pelajaran, atau lain dari pelajaran",
  lain: "Lainnya",
};

globalThis.tuntas.flag = function flag(link) {
  if (link.dataset.open) return;
  link.dataset.open = "1";
  const part = document.createElement("div");
  part.className = "card stack";
  part.innerHTML = `<b tabindex="-1">Apa yang membingungkan?</b><div class="choices">${Object.entries(WHY).map(choice).join("")}</div><button type="button" class="btn btn-quiet btn-small">Simpan tanda ini</button><p class="small dim" role="status">Sedang tidak ada sinyal: tanda ini disimpan di HP, lalu terkirim sendiri.</p>`;
  part.querySelector("button").addEventListener("click", () => keepFlag(link, part));
  link.after(part);
  part.querySelector("b").focus();
};

const choice = ([key, words]) =>
  `<label class="choice"><input type="radio" name="bingung" value="${key}"><span>${words}</span></label>`;

async function keepFlag(link, part) {
  const why = part.querySelector(":checked")?.value;
  const told = part.querySelector("[role=status]");
  if (!why) return void (told.textContent = "Pilih satu yang paling cocok.");
  const form = link.closest("[data-ticket]");
  const item = form
    ? { ticket: form.dataset.ticket, position: Number(link.closest("fieldset").id.slice(5)) }
    : { question: link.dataset.question };
  const whose = { uuid: (form && document.body.dataset.profile) || "", credential: form?.dataset.credential || "" };
  try {
    const receipt = await globalThis.tuntas.outbox.put("flag", { ...item, why, text: "" }, { title: "Soal membingungkan", whose });
    if (!receipt) throw new Error("no database");
    part.replaceChildren(told);
    told.textContent = `Terima kasih. Tersimpan di HP (${receipt.code}), dikirim sendiri saat ada sinyal.`;
  } catch {
    told.textContent = "HP ini tidak dapat menyimpannya. Tandai lagi nanti, saat ada sinyal.";
  }
  return undefined;
}
