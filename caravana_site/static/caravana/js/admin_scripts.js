// A script that a script of this page creates carries the page's nonce: Wagtail and jQuery run those of loaded forms so.
// What the parser meets in injected markup has none, and stays dead.
(() => {
  const nonce = document.currentScript.nonce;
  const create = Document.prototype.createElement;
  const set = Element.prototype.setAttribute;
  Document.prototype.createElement = function createElement(name, ...rest) {
    const element = create.call(this, name, ...rest);
    if (element instanceof HTMLScriptElement) element.nonce = nonce;
    return element;
  };
  HTMLScriptElement.prototype.setAttribute = function setAttribute(name, value) {
    set.call(this, name, String(name).toLowerCase() === 'nonce' ? nonce : value);
  };
})();
