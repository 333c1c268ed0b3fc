// Offers titles in the field's own list of suggestions, which browsers draw and announce. Without this, a plain field.
const field = document.querySelector('input[data-suggestions]');
const offered = document.getElementById('suggestions');
let waiting;
let asked = '';

field?.addEventListener('input', () => {
  clearTimeout(waiting);
  const words = field.value.trim();
  if (words.length < 2 || words === asked) return;
  waiting = setTimeout(async () => {
    asked = words;
    const answer = await fetch(`${field.dataset.suggestions}?q=${encodeURIComponent(words)}`).catch(() => null);
    if (!answer?.ok || asked !== words) return; // no connection, or typed on meanwhile
    const { suggestions } = await answer.json();
    offered.replaceChildren(...suggestions.map(title => Object.assign(document.createElement('option'), { value: title })));
  }, 200);
});
