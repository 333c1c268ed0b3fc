// From text to text without a mouse. The keys are explained in the page; none is one of the browser's or a screen reader's.
export class Keyboard {
  constructor(rows, {saver, announcer, said, root}) {
    Object.assign(this, {rows, saver, announcer, said});
    rows.forEach(row => row.field.addEventListener('keydown', event => this.pressed(row, event)));
    root.querySelector('[data-next]')?.addEventListener('click', () => this.toNextUndone(this.rows.indexOf(this.last)));
    root.addEventListener('focusin', event => {
      const row = rows.find(one => one.element.contains(event.target));
      if (row) this.last = row;
    });
  }

  pressed(row, event) {
    const control = event.ctrlKey || event.metaKey;
    const plain = !control && !event.altKey && !event.shiftKey;
    const does = {
      Enter: control && !event.altKey && (() => this.confirmAndGo(row)),
      s: control && !event.altKey && !event.shiftKey && (() => row.save()),
      ArrowDown: event.altKey && !control && (() => this.step(row, 1)),
      ArrowUp: event.altKey && !control && (() => this.step(row, -1)),
      F2: plain && (() => row.copySource()),
      F8: plain && (() => row.acceptFirst()),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  }

  async confirmAndGo(row) {
    if (await row.confirm()) this.toNextUndone(this.rows.indexOf(row));
  }

  step(row, by) { this.rows[this.rows.indexOf(row) + by]?.field.focus(); }

  // The next one below, then from the top.
  toNextUndone(from = -1) {
    const order = [...this.rows.slice(from + 1), ...this.rows.slice(0, from + 1)];
    const next = order.find(row => !row.isDone);
    if (next) next.field.focus();
    else this.announcer.tell(this.said.saidDone, {kind: 'good'});
  }
}
