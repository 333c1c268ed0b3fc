// The page as readers would see it, beside the texts; loaded when it is shown, and anew when a text was saved.
const WIDE = '(min-width: 75em)';
const AFTER_SAVING = 1500; // milliseconds: whoever writes on saves again soon
const KEPT = 'translation-preview';

export class Preview {
  constructor(root) {
    this.pane = root.querySelector('[data-preview-pane]');
    if (!this.pane) return;
    this.root = root;
    this.frame = this.pane.querySelector('iframe');
    this.button = root.querySelector('[data-preview-toggle]');
    this.button.hidden = false;
    this.button.addEventListener('click', () => this.show(this.pane.hidden, true));
    this.frame.addEventListener('load', () => this.frame.contentWindow?.scrollTo(0, this.scrolled ?? 0));
    let kept = null;
    try { kept = localStorage.getItem(KEPT); } catch { /* not allowed: as wide as the screen says */ }
    this.show(kept ? kept === 'shown' : matchMedia(WIDE).matches);
  }

  show(shown, remember = false) {
    this.pane.hidden = !shown;
    this.root.classList.toggle('has-preview', shown);
    this.button.setAttribute('aria-expanded', String(shown));
    this.button.textContent = shown ? this.root.dataset.saidHide : this.root.dataset.saidShow;
    if (shown) this.load();
    if (!remember) return;
    try { localStorage.setItem(KEPT, shown ? 'shown' : 'hidden'); } catch { /* not allowed */ }
  }

  refresh() {
    if (!this.pane || this.pane.hidden) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), AFTER_SAVING);
  }

  load() {
    const {contentWindow: inside} = this.frame;
    if (!this.frame.hasAttribute('src')) this.frame.src = this.root.dataset.preview;
    else {
      this.scrolled = inside.scrollY;
      inside.location.reload();
    }
  }
}
