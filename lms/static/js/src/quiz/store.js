// A private window or a full phone refuses storage: the page then works as it does without script.
export function store(key) {
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
  kept.read = () => attempt(() => JSON.parse(localStorage.getItem(key)));
  kept.write = (value) => attempt(() => localStorage.setItem(key, JSON.stringify(value)));
  kept.clear = () => attempt(() => localStorage.removeItem(key));
  return kept;
}
