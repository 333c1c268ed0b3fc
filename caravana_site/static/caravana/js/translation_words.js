// wagtail-localize 1.14 writes two texts of its editor in English only; here they are in the editor's language. Its offer
// to turn a published translation into an alias goes too: the site refuses it.
(() => {
  const { heading, more } = document.currentScript.dataset;
  const english = /^(.+) to (.+) translation$/;
  const translate = root => {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (texts.currentNode.data === 'More actions') texts.currentNode.data = more;
      const found = english.exec(texts.currentNode.data.trim());
      if (found) texts.currentNode.data = heading.replace('{source}', found[1]).replace('{target}', found[2]);
    }
  };
  document.addEventListener('DOMContentLoaded', () => {
    const editor = document.querySelector('.js-translation-editor');
    if (!editor) return;
    const props = JSON.parse(editor.dataset.props);
    editor.dataset.props = JSON.stringify({ ...props, links: { ...props.links, convertToAliasUrl: null } });
    new MutationObserver(() => translate(editor)).observe(editor, { childList: true, subtree: true });
    translate(editor);
  });
})();
