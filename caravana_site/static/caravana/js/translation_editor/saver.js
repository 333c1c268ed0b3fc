// Sends texts one after the other, tries again when there is no connection, and keeps in this browser what is not saved.
const PAUSES = [3000, 8000, 20000, 60000]; // milliseconds before each further try
const CONFLICT = 409;

export class Saver {
  constructor(options) {
    Object.assign(this, options);
    this.waiting = new Set();
    this.failures = 0;
    addEventListener('online', () => this.again());
  }

  // True once it stands there; one text is never sent twice at a time.
  async save(row, {confirming = false} = {}) {
    if (row.sending) {
      await row.sending;
      if (!row.isDirty && !(confirming && row.isDraft)) return true;
    }
    row.sending = this.send(row);
    try {
      return await row.sending;
    } finally {
      row.sending = null;
    }
  }

  async send(row) {
    const sent = row.text;
    const suggestion = row.suggestion?.text === sent ? row.suggestion.id : null;
    this.keep(row);
    this.announcer.tell(this.said.saidSaving, {aloud: false});
    let answer, body;
    try {
      answer = await fetch(this.address(row.segment), {
        method: 'PUT',
        headers: {'Content-Type': 'application/json', 'X-CSRFToken': this.token, 'X-Requested-With': 'XMLHttpRequest'},
        body: JSON.stringify({text: sent, seen: row.seen, at: row.at, suggestion}),
      });
    } catch {
      return this.failed(row);
    }
    try {
      body = await answer.json();
    } catch {
      body = null;
    }
    if (answer.status >= 500) return this.failed(row);
    if (body === null) { // the sign-in page, or none of ours
      this.announcer.tell(this.said.saidSignedOut, {kind: 'bad'});
      return false;
    }
    this.failures = 0;
    this.waiting.delete(row);
    return this.understood(row, sent, answer.status, body);
  }

  understood(row, sent, status, body) {
    if (status === CONFLICT) {
      row.showConflict(body);
      this.announcer.tell(this.said.saidConflict, {kind: 'bad'});
      return false;
    }
    if (status !== 200) {
      row.refuse(body.message);
      this.announcer.tell(this.said.saidRefused, {kind: 'bad', aloud: false});
      this.announcer.say(body.message);
      return false;
    }
    row.settle(body, sent);
    if (!row.isDirty) this.forget(row);
    this.announcer.tell(this.said.saidSaved, {kind: 'good'});
    this.saved(row, body);
    return true;
  }

  failed(row) {
    this.waiting.add(row);
    this.announcer.tell(this.said.saidFailed, {kind: 'bad', aloud: this.failures === 0});
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again(), PAUSES[Math.min(this.failures, PAUSES.length - 1)]);
    this.failures += 1;
    return false;
  }

  async again() {
    for (const row of [...this.waiting]) {
      this.waiting.delete(row);
      if (row.isDirty && !(await this.save(row))) break;
    }
  }

  name(row) { return `translation:${this.task}:${row.at}`; }

  keep(row) {
    try {
      localStorage.setItem(this.name(row), JSON.stringify({text: row.text, seen: row.seen}));
    } catch { /* no room, or not allowed: the field still has it */ }
  }

  forget(row) {
    try { localStorage.removeItem(this.name(row)); } catch { /* not allowed: nothing was kept */ }
  }

  // After the page was loaded again: what was written before and never saved.
  offerKept(row) {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(this.name(row))); } catch { /* not ours */ }
    if (!kept) return;
    if (typeof kept.text !== 'string' || kept.text.trim() === row.text.trim()) {
      this.forget(row);
      return;
    }
    const place = row.element.querySelector('[data-kept]');
    place.replaceChildren(row.root.querySelector('[data-kept-template]').content.cloneNode(true));
    place.querySelector('[data-text]').textContent = kept.text;
    const decide = use => {
      place.replaceChildren();
      this.forget(row);
      if (use) row.replace(kept.text); else row.field.focus();
    };
    place.querySelector('[data-use]').addEventListener('click', () => decide(true));
    place.querySelector('[data-forget]').addEventListener('click', () => decide(false));
  }
}
