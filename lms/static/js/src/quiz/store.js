// A private window or a full phone refuses storage: the page then works as it does without script.
// ``where``: sessionStorage forgets with the tab, for an officer's phone.
export function store(key, where = "localStorage") {
  const kept = { failed: false };
  const attempt = (act) => {
    try {
      kept.failed = false;
      return act();
    } catch {
      kept.failed = true;
      return null;
    }
  };
  kept.read = () => attempt(() => JSON.parse(window[where].getItem(key)));
  kept.write = (value) => attempt(() => window[where].setItem(key, JSON.stringify(value)));
  kept.clear = () => attempt(() => window[where].removeItem(key));
  return kept;
}
