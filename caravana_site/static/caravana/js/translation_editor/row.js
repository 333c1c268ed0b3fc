// One text: its field, its state, what is said about it and what helps to write it.
const AFTER_WRITING = 1200; // milliseconds without a key before it is saved
const NEARLY_FULL = 0.9;

export class Row {
  constructor(element, {saver, announcer, said, root}) {
    Object.assign(this, {element, saver, announcer, said, root});
    this.segment = element.dataset.row;
    this.at = element.dataset.at;
    this.field = element.querySelector('textarea[data-limit], textarea[name^="text-"]');
    this.seenField = element.querySelector('[data-seen]');
    this.confirmButton = element.querySelector('[data-confirm]');
    this.suggestion = null;
    this.field.addEventListener('input', () => this.written());
    this.field.addEventListener('blur', () => this.save());
    this.listen('[data-copy]', () => this.copySource());
    this.listen('[data-confirm]', event => { event.preventDefault(); this.confirm(); });
    element.querySelectorAll('[data-before]').forEach(button => button.addEventListener('click', () => this.insert(button.dataset)));
    element.querySelectorAll('[data-accept]').forEach(button => button.addEventListener('click', event => {
      event.preventDefault();
      this.accept(button.closest('[data-suggestion]'));
    }));
    element.querySelectorAll('[data-put-back]').forEach(button => button.addEventListener('click', event => {
      event.preventDefault();
      this.replace(button.dataset.putBack);
    }));
    this.listenToConflict();
    this.grow();
  }

  listen(selector, told) { this.element.querySelector(selector)?.addEventListener('click', told); }

  get text() { return this.field.value; }
  get seen() { return this.seenField.value; }
  get isDirty() { return this.text.trim() !== this.seen.trim(); }
  get isDone() { return this.element.hasAttribute('data-done') && !this.isDirty; }
  get isWritable() { return !this.field.readOnly; }
  get isDraft() { return ['machine', 'draft'].includes(this.element.dataset.state); }
  get hasConflict() { return this.element.querySelector('[data-conflict]').childElementCount > 0; }

  written() {
    this.grow();
    this.count();
    this.saver.keep(this);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), AFTER_WRITING);
  }

  save() {
    clearTimeout(this.timer);
    // A text that met another one waits for a decision, not for the next key.
    return this.isDirty && this.isWritable && !this.hasConflict ? this.saver.save(this) : Promise.resolve(!this.hasConflict);
  }

  // A person stands behind the text as it is: also behind one that a machine wrote and nobody touched.
  confirm() {
    this.suggestion = null;
    if (!this.isWritable || !this.text.trim() || this.hasConflict) return Promise.resolve(!this.hasConflict);
    clearTimeout(this.timer);
    return this.isDirty || this.isDraft ? this.saver.save(this, {confirming: true}) : Promise.resolve(true);
  }

  replace(text, suggestion = null) {
    if (!this.isWritable) return;
    this.field.focus();
    this.field.value = text;
    this.field.setSelectionRange(text.length, text.length);
    this.suggestion = suggestion;
    this.written();
  }

  copySource() { this.replace(this.element.querySelector('[data-source]').dataset.source); }

  accept(suggestion) {
    if (!suggestion) return;
    this.replace(suggestion.dataset.text, {id: Number(suggestion.dataset.suggestion), text: suggestion.dataset.text});
    this.save();
  }

  acceptFirst() { this.accept(this.element.querySelector('[data-suggestion]')); }

  insert({before, after}) {
    const {selectionStart: from, selectionEnd: to} = this.field;
    const chosen = this.text.slice(from, to);
    this.field.focus();
    this.field.setRangeText(`${before}${chosen}${after}`, from, to, 'end');
    if (!chosen) this.field.setSelectionRange(from + before.length, from + before.length);
    this.written();
  }

  grow() {
    this.field.style.blockSize = 'auto';
    const border = this.field.offsetHeight - this.field.clientHeight;
    if (this.field.scrollHeight > this.field.clientHeight) this.field.style.blockSize = `${this.field.scrollHeight + border}px`;
  }

  count() {
    const limit = Number(this.field.dataset.limit);
    if (!limit) return;
    const {length} = this.text;
    const shown = this.element.querySelector('[data-count]');
    shown.textContent = `${length} / ${limit}`;
    shown.classList.toggle('is-over', length > limit);
    clearTimeout(this.counting);
    if (length < limit * NEARLY_FULL) return;
    const told = length > limit ? `${this.said.saidOver} ${length - limit}` : `${this.said.saidRoom} ${limit - length}`;
    this.counting = setTimeout(() => this.announcer.say(told), AFTER_WRITING);
  }

  // What the server answered: the text that stands there now.
  settle({text, state, remarks}, sent = null) {
    const untouched = sent === null || this.text === sent;
    this.seenField.value = text;
    if (untouched && this.text !== text) this.field.value = text;
    this.element.dataset.state = state.key;
    this.element.toggleAttribute('data-done', state.key === 'confirmed');
    this.confirmButton?.toggleAttribute('hidden', !this.isDraft);
    const badge = this.element.querySelector('[data-badge]');
    badge.textContent = state.label;
    badge.className = `te-badge te-badge--${state.key}`;
    this.refuse('');
    const list = this.element.querySelector('[data-remarks]');
    list.replaceChildren(...remarks.map(remark => Object.assign(document.createElement('li'), {textContent: remark})));
    list.hidden = !remarks.length;
    this.element.querySelector('[data-conflict]').replaceChildren();
  }

  refuse(message) {
    const problem = this.element.querySelector('[data-problem]');
    problem.textContent = message;
    problem.hidden = !message;
    this.field.toggleAttribute('aria-invalid', Boolean(message));
    if (message) this.field.setAttribute('aria-invalid', 'true');
  }

  showConflict(standing) {
    const {theirs, by, when} = standing;
    const place = this.element.querySelector('[data-conflict]');
    place.replaceChildren(this.root.querySelector('[data-conflict-template]').content.cloneNode(true));
    place.querySelector('[data-by]').textContent = by;
    place.querySelector('[data-when]').textContent = when;
    place.querySelector('[data-theirs]').textContent = theirs;
    place.querySelector('[data-needs-script]').hidden = false;
    this.standing = standing;
    this.listenToConflict();
  }

  listenToConflict() {
    const decide = mine => {
      const theirs = this.standing?.theirs ?? this.element.querySelector('[data-theirs]').textContent;
      this.seenField.value = theirs;
      this.element.querySelector('[data-conflict]').replaceChildren();
      this.field.focus();
      if (mine) {
        this.confirm();
        return;
      }
      this.field.value = theirs;
      this.saver.forget(this);
      if (this.standing) this.settle({text: theirs, state: this.standing.state, remarks: []});
      this.grow();
      this.announcer.tell(this.said.saidSaved, {kind: 'good'});
    };
    this.listen('[data-keep-mine]', () => decide(true));
    this.listen('[data-take-theirs]', () => decide(false));
  }
}
