// One practice, or the draft of a preview link, drawn from the API of another origin. Texts go into the page as text;
// only what the API gives as `html` is HTML, which it has cleaned.
const words = {
  ca: { sample: "Mostra: aquesta història és inventada.", draft: "Esborrany: encara no és públic.", listen: "Mira l’entrevista", failed: "No s’ha pogut llegir:", none: "No hi ha cap pràctica." },
  es: { sample: "Muestra: esta historia es inventada.", draft: "Borrador: aún no es público.", listen: "Mira la entrevista", failed: "No se ha podido leer:", none: "No hay ninguna práctica." },
};
const asked = new URLSearchParams(location.search);
const api = document.querySelector("meta[name=caravana-api]").content;
const language = asked.get("lang") in words ? asked.get("lang") : "ca";
const main = document.querySelector("main");

function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}
const link = (url, text) => (/^https?:/.test(url ?? "") ? make("a", { href: url }, text) : text);
function rich(text) {
  const made = make("div");
  made.innerHTML = text.html; // the API's clean HTML
  return made;
}
function picture(told, caption) {
  const image = make("img", { src: told.src, srcset: told.srcset.map((one) => `${one.url} ${one.width}w`).join(", "), sizes: "(max-width: 42rem) 100vw, 42rem", width: told.width, height: told.height });
  image.alt = told.alt;
  return make("figure", {}, image, make("figcaption", {}, [caption, told.credit, told.licence.name].filter(Boolean).join(" · ")));
}
function block({ type, value }) {
  switch (type) {
    case "heading": return make("h2", {}, value.text);
    case "quote": return make("blockquote", {}, value.text, " ", value.attribution ?? "");
    case "figure": return make("p", {}, make("b", {}, value.number), " ", value.label);
    case "steps": return make("ol", {}, ...value.steps.map((step) => make("li", {}, make("b", {}, step.title), " ", step.text ?? "")));
    case "table": return make("table", {}, make("caption", {}, value.caption ?? ""), make("tr", {}, ...value.columns.map((one) => make("th", { scope: "col" }, one.heading))), ...value.rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell)))));
    case "picture": return value.image && picture(value.image, value.caption);
    case "gallery": return make("div", {}, ...value.images.filter((one) => one.image).map((one) => picture(one.image, one.caption)));
    case "before_after": return make("div", {}, ...[value.before, value.after].filter((one) => one.image).map((one) => picture(one.image, one.caption)));
    case "download": return value.document && make("p", {}, link(value.document.url, value.document.title));
    case "video": return make("div", {}, value.video && make("p", {}, link(value.video.url, value.title)), rich(value.transcript));
    default: return value.text?.html === undefined ? null : rich(value.text); // problem, solution, paragraph…, and kinds to come
  }
}
function show(told) {
  const text = words[told.locale] ?? words[language];
  document.documentElement.lang = told.locale;
  document.title = told.title;
  main.replaceChildren(...[told.preview && make("p", { class: "mark" }, text.draft), told.is_sample && make("p", { class: "mark" }, text.sample), make("h1", {}, told.title), make("p", {}, told.summary ?? told.description), told.lead_picture && picture(told.lead_picture), ...(told.story ?? []).map(block), ...(told.interviews ?? []).map((one) => make("p", {}, link(one.url, `${text.listen}: ${one.title}`))), make("footer", {}, link(told.licence.url, told.attribution))].filter(Boolean));
}
async function read(path) {
  const answer = await fetch(api + path, { referrerPolicy: "no-referrer" });
  const told = await answer.json();
  return answer.ok ? told : Promise.reject(new Error(`${told.title}. ${told.detail}`));
}
const path = asked.has("preview") ? `preview/${encodeURIComponent(asked.get("preview"))}` : asked.has("uuid") ? `practices/${encodeURIComponent(asked.get("uuid"))}?locale=${language}` : `practices?locale=${language}&limit=1`;
read(path).then((told) => (told.items ? (told.items[0] ?? Promise.reject(new Error(words[language].none))) : told)).then(show).catch((error) => main.replaceChildren(make("p", { role: "alert" }, `${words[language].failed} ${error.message}`)));
