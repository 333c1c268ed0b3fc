// A new page is saved by whoever presses the button only once Wagtail's editor has saved it by itself: meanwhile the
// form still leads to where pages are made, and there would be two.
(() => {
  const saving = new WeakSet();

  function isNew(form) {
    return !form.elements.namedItem('loaded_revision_id');
  }

  // The button is disabled by now, and what is disabled would not be sent.
  function send(form, button) {
    if (button?.name) {
      const pressed = Object.assign(document.createElement('input'), { type: 'hidden', name: button.name });
      pressed.value = button.value;
      form.append(pressed);
    }
    form.requestSubmit();
  }

  document.addEventListener('w-autosave:save', ({ target }) => saving.add(target));
  for (const end of ['success', 'error']) {
    document.addEventListener(`w-autosave:${end}`, ({ target }) => saving.delete(target));
  }
  document.addEventListener(
    'submit',
    (event) => {
      const { target: form, submitter } = event;
      if (!saving.has(form) || !isNew(form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const ended = new AbortController();
      for (const end of ['success', 'error']) {
        document.addEventListener(
          `w-autosave:${end}`,
          ({ target }) => {
            if (target !== form) return;
            ended.abort();
            send(form, submitter);
          },
          { signal: ended.signal },
        );
      }
    },
    { capture: true },
  );
})();
