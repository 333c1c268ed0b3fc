// The translators' editor: saves while somebody writes, goes from text to text by keyboard, keeps what could not be saved.
// Without this file the page is a form that saves everything with one button.
import {Announcer} from './announcer.js';
import {Keyboard} from './keyboard.js';
import {Preview} from './preview.js';
import {Row} from './row.js';
import {Saver} from './saver.js';

const root = document.querySelector('[data-translation-editor]');
const form = root.querySelector('[data-form]');
const said = root.dataset;
const announcer = new Announcer(root);
const preview = new Preview(root);
const writable = Boolean(form.querySelector('[data-save]'));

root.querySelectorAll('[data-needs-script]').forEach(element => { element.hidden = false; });

const counts = {left: 'count-left', total: 'count-total', words: 'count-words'};
const saver = new Saver({
  address: segment => `${location.pathname.replace(/\/$/, '').replace(/\/(save|fill|send|publish|give-back)$/, '')}/texts/${segment}/`,
  token: form.elements.csrfmiddlewaretoken.value,
  task: said.task,
  announcer,
  said,
  saved(row, answer) {
    for (const [name, place] of Object.entries(counts)) {
      const shown = root.querySelector(`[data-${place}]`);
      if (shown) shown.textContent = answer.counts[name];
    }
    // The same text twice in one field is one translation: its other fields show it too.
    rows.filter(other => other !== row && other.at === row.at && !other.isDirty).forEach(other => other.settle(answer));
    preview.refresh();
  },
});
const rows = [...root.querySelectorAll('[data-row]')].map(element => new Row(element, {saver, announcer, said, root}));
new Keyboard(rows, {saver, announcer, said, root});

if (writable) rows.forEach(row => saver.offerKept(row));

let leaving = false;
form.addEventListener('submit', () => { leaving = true; });
addEventListener('pageshow', () => { leaving = false; });
addEventListener('beforeunload', event => {
  if (!leaving && rows.some(row => row.isDirty)) event.preventDefault();
});
