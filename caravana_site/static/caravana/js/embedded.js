// Inside somebody else's page: tell that page how high this one is. WordPress leaves a secret after # and wants it back
// with each message; others read the same message without it. Everything can be read without this file.
if (parent !== window) {
  const [, secret = ''] = /[#?&]secret=([0-9A-Za-z]{1,64})/.exec(location.hash) ?? [];
  const tell = (message, value) => parent.postMessage({ from: 'caravana', message, value, secret }, '*');
  const tellHeight = () => tell('height', Math.ceil(document.documentElement.getBoundingClientRect().height));
  tellHeight(); // WordPress hides the frame until it is told, and browsers observe nothing in what is hidden
  addEventListener('load', tellHeight);
  new ResizeObserver(tellHeight).observe(document.documentElement);
  addEventListener('message', event => { if (event.source === parent && event.data?.message === 'ready') tellHeight(); });

  // In WordPress's sandbox no link leads anywhere by itself: its page follows those to this site that it is told of.
  if (secret) document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="http"]');
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    tell('link', link.href);
  });

  // A sandbox has no origin, and what is drawn from another file must have the same one: the icons come into the page.
  if (self.origin === 'null') {
    const uses = [...document.querySelectorAll('use')];
    const sprite = uses[0]?.getAttribute('href').split('#')[0];
    if (sprite) fetch(sprite).then(answer => answer.text()).then(text => {
      const drawing = document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
      drawing.setAttribute('hidden', '');
      document.body.append(drawing);
      uses.forEach(use => use.setAttribute('href', `#${use.getAttribute('href').split('#')[1]}`));
    });
  }

  // A provider's player needs an origin of its own, which a sandbox takes away: there play leads to the story.
  const facade = document.querySelector('a[data-frame]');
  if (facade && self.origin === 'null') {
    const { interview: number, begins } = facade.closest('[data-interview]').dataset;
    const story = document.querySelector('[data-source]').href.split('#')[0];
    const at = second => `${story}#t=${second}${number > 1 ? `&i=${number}` : ''}`;
    facade.href = at(begins ?? 0);
    delete facade.dataset.frame;
    document.querySelectorAll('a[data-second]').forEach(link => {
      link.href = at(link.dataset.second);
      delete link.dataset.second;
    });
    document.querySelectorAll('[data-sandboxed]').forEach(words => { words.textContent = words.dataset.sandboxed; });
  }
}
