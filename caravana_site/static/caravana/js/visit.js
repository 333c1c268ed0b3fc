// Notes of a visit: kept on the device as they are written, sent when there is a connection. Without this file the
// page is a form with a button. The server makes of two sendings one, so whatever is in doubt is sent again.
const page = document.querySelector('[data-visit]');
const form = page.querySelector('[data-notes]');
const state = page.querySelector('[data-state]');
const fields = [...form.querySelectorAll('textarea')];
const place = `visit:${location.pathname.replace(/^\/\w+/, '')}`; // the same in both languages

const read = () => { try { return JSON.parse(localStorage.getItem(place)) ?? {}; } catch { return {}; } };
const kept = {device: form.elements.device.value, notes: {}, clock: {gone: 0, since: null}, ...read()};
const keep = () => { try { localStorage.setItem(place, JSON.stringify(kept)); } catch { /* storage is forbidden: they are sent all the same */ } };
form.elements.device.value = kept.device;
const say = name => { state.textContent = name ? state.dataset[name] : ''; };

// What was not sent the last time stands in the fields again.
fields.forEach(field => {
  const {question, base} = field.dataset;
  const note = kept.notes[question];
  if (note?.waiting) field.value = note.text;
  else kept.notes[question] = {text: field.value, base: Number(base), waiting: false};
});
keep();

const waiting = () => fields.filter(field => kept.notes[field.dataset.question].waiting);
let sending = false;
const send = async () => {
  const changed = waiting();
  if (sending || !changed.length) return;
  if (changed.some(field => field.value.length > Number(field.dataset.longest))) { say('full'); return; }
  sending = true;
  const notes = changed.map(({dataset: {question}}) => ({question, text: kept.notes[question].text, base: kept.notes[question].base}));
  const sent = new Map(notes.map(note => [note.question, note.text]));
  try {
    const answer = await fetch(location.pathname, {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({device: kept.device, notes}),
    });
    if (!answer.ok) { say(answer.status < 500 ? 'refused' : 'kept'); return; }
    let mixed = false;
    (await answer.json()).notes.forEach(({question, text, base}) => {
      const note = kept.notes[question];
      note.base = base;
      form.elements[`base-${question}`].value = base;
      if (note.text !== sent.get(question)) return; // more was written meanwhile: it goes with the next sending
      note.waiting = false;
      if (text.trim() === note.text.trim()) return;
      note.text = text;
      form.elements[`note-${question}`].value = text;
      mixed = true;
    });
    keep();
    say(mixed ? 'mixed' : waiting().length ? 'kept' : 'sent');
  } catch {
    say('kept'); // no connection: it is tried again below
  } finally {
    sending = false;
  }
};

let pause;
form.addEventListener('input', ({target}) => {
  const {question} = target.dataset;
  if (!question) return;
  Object.assign(kept.notes[question], {text: target.value, waiting: true});
  keep();
  clearTimeout(pause);
  pause = setTimeout(send, 1200);
});
addEventListener('online', send);
document.addEventListener('visibilitychange', send);
setInterval(send, 15000);
if (waiting().length) { say('kept'); send(); }

// The clock says how long it has been going and which block it is time for.
const clock = page.querySelector('[data-clock]');
const buttons = page.querySelector('[data-clock-buttons]');
const start = buttons.querySelector('[data-start]');
const blocks = [...page.querySelectorAll('[data-begins]')];
clock.hidden = buttons.hidden = false;
const gone = () => kept.clock.gone + (kept.clock.since ? (Date.now() - kept.clock.since) / 1000 : 0);
const draw = () => {
  const seconds = Math.floor(gone());
  const two = number => String(number).padStart(2, '0');
  clock.querySelector('[data-minutes]').textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  const now = seconds || kept.clock.since ? blocks.find(block => seconds < block.dataset.ends * 60) ?? blocks.at(-1) : null;
  blocks.forEach(block => block.toggleAttribute('data-now', block === now));
  clock.querySelector('[data-now]').textContent = now ? `· ${now.dataset.title}` : '';
  start.textContent = kept.clock.since ? start.dataset.stop : start.dataset.go;
};
start.addEventListener('click', () => {
  kept.clock = kept.clock.since ? {gone: gone(), since: null} : {gone: kept.clock.gone, since: Date.now()};
  keep();
  draw();
});
buttons.querySelector('[data-reset]').addEventListener('click', () => { kept.clock = {gone: 0, since: null}; keep(); draw(); });
setInterval(draw, 1000);
draw();
