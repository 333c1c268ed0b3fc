// Names for what Wagtail's editors leave without one, for who hears the form: rich text and the cells of tables.
(() => {
  let waiting = false;

  function labelOf(editor) {
    const field = editor.closest('.w-field__input')?.querySelector('[data-draftail-input]');
    const label = field?.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
    return label || editor.closest('.w-panel')?.querySelector('.w-panel__heading');
  }

  function nameEditors() {
    for (const editor of document.querySelectorAll('.public-DraftEditor-content:not([aria-labelledby])')) {
      const label = labelOf(editor);
      if (!label) continue;
      label.id ||= `name-of-${editor.closest('.w-field__input').querySelector('[data-draftail-input]').id}`;
      editor.setAttribute('aria-labelledby', label.id);
    }
  }

  // A cell is called like its column, by what the column is called when it is entered.
  function nameCell(cell) {
    const column = cell.id.match(/-cell-\d+-(\d+)$/)[1];
    const headings = [...cell.closest('table').querySelectorAll('input.column-heading')];
    const heading = headings.find((one) => one.name.endsWith(`-column-${column}-heading`));
    if (heading) cell.setAttribute('aria-label', heading.value || heading.placeholder);
  }

  function nameAll() {
    waiting = false;
    nameEditors();
    document.querySelectorAll('table input[id*="-cell-"]').forEach(nameCell);
  }

  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(nameAll);
  }).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener('focusin', ({ target }) => {
    if (target.matches('table input[id*="-cell-"]')) nameCell(target);
  });
})();
