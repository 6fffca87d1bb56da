// The keyboard grid: says a wrong letter at once, goes on to the next box, saves a row with Enter, and keeps what was
// typed on this computer until its row is saved. Without it the same form works.
const form = document.querySelector('[data-grid]')

function wrong (box) {
  const letters = box.dataset.letters
  if (!letters) return false
  const typed = box.value.replace(/[ ,;.+/]/g, '')
  return [...typed].some(letter => !letters.includes(letter)) || (typed.length > 1 && !('many' in box.dataset))
}

function check (box) {
  const bad = wrong(box)
  const say = box.closest('[data-row]').querySelector('[data-say]')
  box.setAttribute('aria-invalid', bad)
  say.hidden = !bad
  say.textContent = bad ? `${box.getAttribute('aria-label').split(',')[0]}: ${[...box.dataset.letters].join(', ')}` : ''
  return bad
}

if (form) {
  const key = `kertas-${form.dataset.grid}`
  const boxes = [...form.querySelectorAll('[data-row] input')]
  const kept = JSON.parse(localStorage.getItem(key) || '{}')
  const keep = () => {
    for (const box of boxes) box.value ? (kept[box.name] = box.value) : delete kept[box.name]
    localStorage.setItem(key, JSON.stringify(kept))
  }
  const open = new Set(boxes.map(box => box.name.slice(0, 36)))
  const shown = new Set([...form.querySelectorAll('[data-row]')].map(row => row.dataset.row))
  for (const name of Object.keys(kept)) {
    if (shown.has(name.slice(0, 36)) && !open.has(name.slice(0, 36))) delete kept[name]
  }
  for (const box of boxes) if (!box.value && kept[box.name]) box.value = kept[box.name]
  keep()
  form.addEventListener('input', ({ target: box }) => {
    if (!boxes.includes(box)) return
    if (box.dataset.letters) box.value = box.value.toUpperCase()
    keep()
    if (!check(box) && box.value && box.dataset.letters && !('many' in box.dataset)) boxes[boxes.indexOf(box) + 1]?.focus()
  })
  form.addEventListener('keydown', event => {
    const row = event.target.closest('[data-row]')
    if (event.key !== 'Enter' || !boxes.includes(event.target)) return
    event.preventDefault()
    row.querySelector('button').click()
  })
}
