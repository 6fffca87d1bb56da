// The keyboard grid: says a wrong letter at once, goes on to the next box, moves with the arrows, saves a row with
// Enter, and keeps what was typed on this computer until its row is saved. With data-autosave a row that was changed
// and left is sent by itself. Without this script the same form works.
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

// Where an arrow leads from this box; null: nowhere, or the cursor is still on its way through the letters.
function beside (box, key) {
  const cells = [...box.closest('[data-row]').querySelectorAll('input')]
  const at = cells.indexOf(box)
  if (key === 'ArrowLeft') return box.selectionStart === 0 ? cells[at - 1] : null
  if (key === 'ArrowRight') return box.selectionEnd === box.value.length ? cells[at + 1] : null
  const row = box.closest('[data-row]')
  const other = key === 'ArrowDown' ? row.nextElementSibling : key === 'ArrowUp' ? row.previousElementSibling : null
  return other && [...other.querySelectorAll('input')][at]
}

const changed = row => [...row.querySelectorAll('[data-kept]')].some(box => box.value !== box.dataset.kept)

async function send (row, forget) {
  const say = row.querySelector('[data-say]')
  const boxes = [...row.querySelectorAll('[data-kept]')]
  const body = new FormData()
  for (const one of form.elements) if (one.name && one.type !== 'submit' && !one.closest('[data-row]')) body.set(one.name, one.value)
  for (const box of boxes) body.set(box.name, box.value)
  body.set('simpan', row.dataset.row)
  body.set('sebaris', '1')
  const sent = boxes.map(box => box.value)
  const answer = await fetch(form.action, { method: 'POST', body }).then(got => got.json()).catch(() => null)
  say.hidden = false
  say.className = answer?.kept ? 'dim' : 'error'
  say.textContent = answer ? (answer.kept ? form.dataset.autosave : answer.problem) : form.dataset.lost
  if (answer?.kept) {
    boxes.forEach((box, at) => { box.dataset.kept = sent[at] })
    forget()
  }
}

if (form) {
  const key = `kertas-${form.dataset.grid}`
  const boxes = [...form.querySelectorAll('[data-row] input')]
  const kept = JSON.parse(localStorage.getItem(key) || '{}')
  const keep = () => {
    for (const box of boxes) {
      const own = box.value && box.value !== box.dataset.kept && !box.readOnly
      own ? (kept[box.name] = box.value) : delete kept[box.name]
    }
    localStorage.setItem(key, JSON.stringify(kept))
  }
  const open = new Set(boxes.map(box => box.name.slice(0, 36)))
  const shown = new Set([...form.querySelectorAll('[data-row]')].map(row => row.dataset.row))
  for (const name of Object.keys(kept)) {
    if (shown.has(name.slice(0, 36)) && !open.has(name.slice(0, 36))) delete kept[name]
  }
  for (const box of boxes) {
    if (kept[box.name] && !box.readOnly && (!box.value || box.value === box.dataset.kept)) box.value = kept[box.name]
  }
  keep()
  form.addEventListener('input', ({ target: box }) => {
    if (!boxes.includes(box)) return
    if (box.dataset.letters) box.value = box.value.toUpperCase()
    keep()
    if (!check(box) && box.value && box.dataset.letters && !('many' in box.dataset)) boxes[boxes.indexOf(box) + 1]?.focus()
  })
  form.addEventListener('focusin', ({ target: box }) => { if (boxes.includes(box)) box.select() })
  form.addEventListener('keydown', event => {
    if (!boxes.includes(event.target)) return
    const row = event.target.closest('[data-row]')
    const next = event.key.startsWith('Arrow') ? beside(event.target, event.key) : null
    if (next) {
      event.preventDefault()
      next.focus()
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (!form.dataset.autosave) return row.querySelector('button').click()
    const below = row.nextElementSibling?.querySelector('input')
    if (below) below.focus() // what leaving the row does is told below
    else if (changed(row)) send(row, keep)
  })
  if (form.dataset.autosave) {
    form.addEventListener('focusout', ({ target: box, relatedTarget: next }) => {
      const row = box.closest('[data-row]')
      if (row && !row.contains(next) && changed(row) && !row.querySelector('[aria-invalid=true]')) send(row, keep)
    })
  }
}
