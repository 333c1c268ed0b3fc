// Says in one place, for eyes and for screen readers, what became of what was written.
export class Announcer {
  constructor(root) {
    this.live = root.querySelector('[data-announce]');
    this.shown = root.querySelector('[data-status]');
  }

  // Shown and, when it is more than «Saving…», said.
  tell(text, {kind = 'calm', aloud = true} = {}) {
    this.shown.textContent = text;
    this.shown.dataset.kind = kind;
    if (aloud) this.say(text);
  }

  say(text) {
    // The same words twice are said twice only when something else stood there between.
    this.live.textContent = this.live.textContent === text ? `${text}\u00a0` : text;
  }
}
