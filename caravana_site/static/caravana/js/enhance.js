// Every page works without this file: it only saves steps.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// A video elsewhere is loaded when it is asked for, and not before; asked again, it begins at another second.
const play = (facade, second = 0) => {
  const {frame: address, start, title} = facade.dataset;
  const frame = document.createElement('iframe');
  const from = second && start ? start.replace('SECOND', second) : '';
  frame.src = `${address}${address.includes('?') ? '&' : '?'}autoplay=1${from}`;
  frame.title = title;
  frame.className = 'video__frame';
  frame.allow = 'autoplay; fullscreen';
  frame.referrerPolicy = 'strict-origin-when-cross-origin';
  (facade.isConnected ? facade : facade.playing).replaceWith(frame);
  facade.playing = frame;
  frame.focus();
};
const starts = new Map();
all('a[data-frame]').forEach(facade => facade.addEventListener('click', event => {
  event.preventDefault();
  play(facade, starts.get(facade));
}));

// Interviews: a time code plays from its second; an address that ends in #t=125 waits there until play is pressed.
const interviews = all('[data-interview]').map(interview => {
  const facade = interview.querySelector('.video__facade');
  const video = interview.querySelector('video');
  const from = second => {
    if (!video) return play(facade, second);
    facade.hidden = true;
    const seek = () => { video.currentTime = second; };
    video.readyState ? seek() : video.addEventListener('loadedmetadata', seek, {once: true});
    video.play().catch(() => { /* the browser plays nothing by itself: its own button is there */ });
    video.focus();
  };
  if (video) {
    facade.hidden = false;
    facade.addEventListener('click', () => from(starts.get(facade) ?? 0));
    video.addEventListener('play', () => { facade.hidden = true; });
  }
  if (interview.dataset.begins) starts.set(facade, Number(interview.dataset.begins)); // an embed's address says it
  all('a[data-second]', interview).forEach(link => link.addEventListener('click', event => {
    event.preventDefault();
    from(Number(link.dataset.second));
    interview.querySelector('.video').scrollIntoView({block: 'nearest'});
  }));
  return {facade, video, interview, number: interview.dataset.interview};
});
const waitThere = () => {
  const [, second, number = '1'] = /^#t=(\d{1,6})(?:&i=(\d+))?$/.exec(location.hash) ?? [];
  const asked = second && interviews.find(one => one.number === number);
  if (!asked) return;
  starts.set(asked.facade, Number(second));
  const words = asked.interview.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`);
  if (words) { words.closest('details').open = true; words.classList.add('is-asked'); }
  asked.interview.scrollIntoView({block: 'start'});
  asked.facade.focus({preventScroll: true});
};
addEventListener('hashchange', waitThere);
addEventListener('load', () => requestAnimationFrame(waitThere)); // after the browser's own jump, which takes the focus away
addEventListener('beforeprint', () => all('.fold--printed').forEach(fold => { fold.open = true; }));

// The rail marks the chapter being read; on phones it begins folded.
const chapters = new Map(all('.rail a').map(link => [link.hash.slice(1), link]));
if (chapters.size) {
  const watch = new IntersectionObserver(entries => entries.filter(entry => entry.isIntersecting).forEach(entry => {
    chapters.forEach((link, id) => (id === entry.target.id ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current')));
  }), { rootMargin: '-20% 0px -70%' });
  all('.chapter[id]').forEach(chapter => watch.observe(chapter));
  if (matchMedia('(max-width: 65.99rem)').matches) all('.rail details').forEach(fold => fold.removeAttribute('open'));
}

// A button prints the page, or the part of it that it names: the print style reads the mark.
const root = document.documentElement;
addEventListener('afterprint', () => { delete root.dataset.printing; });
all('[data-print]').forEach(button => {
  button.hidden = false;
  button.addEventListener('click', () => {
    if (button.dataset.print) root.dataset.printing = button.dataset.print;
    print();
  });
});

// What is ticked in a checklist is remembered on this device alone. Storage may be forbidden: then nothing is kept.
const remembered = key => { try { return localStorage.getItem(key) !== null; } catch { return false; } };
const remember = (key, ticked) => { try { ticked ? localStorage.setItem(key, '1') : localStorage.removeItem(key); } catch { /* forbidden */ } };
const keyOf = box => `done:${box.value}`;
all('.check input').forEach(box => {
  box.checked = remembered(keyOf(box));
  box.addEventListener('change', () => remember(keyOf(box), box.checked));
});
all('[data-remembers]').forEach(words => { words.hidden = false; });
all('[data-checklist]').forEach(list => all('[data-forget]', list).forEach(button => {
  button.hidden = false;
  button.addEventListener('click', () => {
    all('.check input', list).forEach(box => { box.checked = false; remember(keyOf(box), false); });
    all('[data-forgotten]', list).forEach(status => { status.textContent = status.dataset.forgotten; });
  });
}));

// Copy an address or a text; the button says that it is done, also to screen readers.
if (navigator.clipboard) {
  all('[data-copy], [data-copy-from]').forEach(button => {
    const words = button.querySelector('span');
    const before = words.textContent;
    words.setAttribute('aria-live', 'polite');
    button.hidden = false;
    button.addEventListener('click', async () => {
      const text = button.dataset.copy ?? document.getElementById(button.dataset.copyFrom).textContent.replace(/\s+/g, ' ').trim();
      await navigator.clipboard.writeText(text);
      words.textContent = button.dataset.done;
      setTimeout(() => { words.textContent = before; }, 2000);
    });
  });
}

// A field that knows its answers proposes them: the list is fetched once somebody goes to the field.
all('input[data-proposals]').forEach(field => field.addEventListener('focus', async () => {
  const answer = await fetch(field.dataset.proposals);
  if (!answer.ok) return; // it stays a plain field, as without JavaScript
  const proposals = document.createElement('datalist');
  proposals.id = `${field.id}-proposals`;
  proposals.append(...(await answer.json()).map(name => Object.assign(document.createElement('option'), { value: name })));
  field.after(proposals);
  field.setAttribute('list', proposals.id);
}, { once: true }));

// The HTML to embed something follows what is chosen; what it would look like is loaded once somebody opens it.
all('[data-embed]').forEach(fold => {
  const [text, language, scheme, place, alone, shown] = ['textarea', '[data-embed-language]', '[data-embed-scheme]',
    '[data-embed-preview]', '[data-embed-alone]', '[data-embed-address]'].map(selector => fold.querySelector(selector));
  const preview = Object.assign(document.createElement('iframe'), place.dataset);
  const show = () => {
    const address = new URL(fold.dataset.embed);
    address.pathname = address.pathname.replace(/^\/embed\/[^/]+/, `/embed/${language.value}`);
    if (scheme.value) address.searchParams.set('scheme', scheme.value);
    text.textContent = text.textContent.replace(/src="[^"]*"/, `src="${address.href.replaceAll('&', '&amp;')}"`);
    alone.href = shown.textContent = address.href;
    if (fold.open) preview.src = address.href;
    if (fold.open && !preview.isConnected) place.append(preview);
  };
  addEventListener('message', ({data, source}) => {
    if (source && source === preview.contentWindow && data?.message === 'height') preview.height = Number(data.value) || preview.height;
  });
  fold.querySelector('.embed-this__options').hidden = false;
  [language, scheme].forEach(choice => choice.addEventListener('change', show));
  fold.addEventListener('toggle', () => { if (fold.open && !preview.isConnected) show(); });
});
