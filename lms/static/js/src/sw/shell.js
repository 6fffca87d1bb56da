// The shell: one page without content and the files it needs, kept under the version that was deployed.

const SHELL = `kerangka-${VERSION}`;
const PAGE = "/kerangka/";

export async function install() {
  const cache = await caches.open(SHELL);
  const page = await fetch(PAGE, { cache: "reload" });
  if (!page.ok) throw new Error("no shell");
  await cache.put(PAGE, page);
  // Names carry a hash: what has not changed is taken from the shell before, not from the network.
  await Promise.all(FILES.map(async (name) => cache.put(name, (await caches.match(name)) || (await needed(name)))));
  const known = async (name) => (await caches.match(name)) && cache.put(name, await caches.match(name));
  await Promise.all([...TOOLS, ...DUTY.slice(1)].map(known));
}

// Scripts of single pages, once the pages that are open have all they need. Without a line, with the next page.
export async function bring(names) {
  if (!(await caches.has(SHELL))) return;
  const cache = await caches.open(SHELL);
  for (const name of names) if (!(await cache.match(name))) await cache.put(name, await needed(name));
}

// A page has no hash in its name.
async function needed(name) {
  const answer = await fetch(name, name.endsWith("/") ? { cache: "reload" } : {});
  if (!answer.ok) throw new Error(name);
  return answer;
}

export async function forgetOldShells() {
  const old = (await caches.keys()).filter((name) => name.startsWith("kerangka-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// Cache first; what was evicted comes from the network. Never opened to read: a worker that has been replaced, and still
// answers, would make its shell anew, empty.
export async function file(request, cacheName = SHELL) {
  const found = await caches.match(request, { cacheName }).catch(() => null);
  return found || fetch(request);
}

// A page of the shell: {title, html, tab: "/modul/"}, title and html as the server wrote them. Null where the shell
// itself was evicted.
export async function compose({ title, html, tab }, status = 200) {
  const shell = await caches.match(PAGE, { cacheName: SHELL });
  if (!shell) return null;
  const put = (mark, text) => (page) => page.replace(mark, () => text);
  const frame = await shell.text();
  const page = [
    put("<!--judul-->", title),
    put("<!--isi-->", html),
    put(`<li><a href="${tab}">`, `<li><a href="${tab}" aria-current="page">`),
    put("</body>", `${scripts(html, frame)}</body>`),
  ].reduce((text, change) => change(text), frame);
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Language": "id" };
  for (const name of ["Content-Security-Policy", "X-Frame-Options", "Referrer-Policy"]) {
    if (shell.headers.has(name)) headers[name] = shell.headers.get(name);
  }
  return new Response(page, { status, headers });
}

// A fragment names the scripts it needs; where they are, this shell knows. What stands in the frame is there already.
function scripts(html, frame) {
  const names = new Set([...html.matchAll(/ data-script="([\w-]+)"/g)].map((match) => match[1]));
  const files = [...FILES, ...TOOLS].filter((file) => names.has(file.match(/\/js\/([\w-]+)\./)?.[1]));
  const added = files.filter((file) => !frame.includes(`"${file}"`));
  return added.map((file) => `<script type="module" src="${file}"></script>`).join("");
}
