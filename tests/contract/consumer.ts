// A reader's code, compiled by `make contract`: each kind of document and each block is told apart by its type alone.
import type { AnyDocument, OrdinaryContent, PageDocument, Picture, SiteDocument } from "../../caravana_site/api/contract/documents";

type Block = OrdinaryContent["body"][number];

function never(value: never): never {
  throw new Error(`Not known: ${JSON.stringify(value)}`);
}

function image(picture: Picture): string {
  const sizes = picture.srcset.map((one) => `${one.url} ${one.width}w`).join(", ");
  return `<img src="${picture.src}" srcset="${sizes}" alt="${picture.alt}">`;
}

export function html(block: Block): string {
  switch (block.type) {
    case "heading":
      return `<h2>${block.value.text}</h2>`;
    case "paragraph":
      return block.value.text.html;
    case "quote":
      return `<blockquote>${block.value.text} ${block.value.attribution}</blockquote>`;
    case "figure":
      return `<p><b>${block.value.number}</b> ${block.value.label}</p>`;
    case "callout":
      return `<aside class="${block.value.kind}">${block.value.text.html}</aside>`;
    case "steps":
      return `<ol>${block.value.steps.map((step) => `<li>${step.title}</li>`).join("")}</ol>`;
    case "table":
      return block.value.rows.map((row) => row.join(" | ")).join("\n");
    case "accordion":
      return block.value.items.map((item) => `<details><summary>${item.title}</summary>${item.text.html}</details>`).join("");
    case "call_to_action":
      return `<a href="${block.value.page?.url ?? block.value.url ?? ""}">${block.value.label}</a>`;
    case "contact":
      return `<p>${block.value.introduction ?? ""}</p>`;
    case "picture":
      return block.value.image ? image(block.value.image) : "";
    case "gallery":
      return block.value.images.map((one) => (one.image ? image(one.image) : "")).join("");
    case "before_after":
      return [block.value.before, block.value.after].map((one) => (one.image ? image(one.image) : "")).join("");
    case "download":
      return block.value.document ? `<a href="${block.value.document.url}">${block.value.document.title}</a>` : "";
    case "video":
      return block.value.video?.loads_third_party ? block.value.transcript.html : (block.value.video?.embed_url ?? "");
    default:
      return never(block);
  }
}

export function lead(page: PageDocument): string {
  switch (page.content.page_type) {
    case "home":
      return page.content.lead;
    case "content":
    case "take_part":
    case "press":
    case "accessibility_statement":
    case "practice_index":
    case "stop_index":
    case "kit_index":
      return page.content.introduction;
    default:
      return never(page.content);
  }
}

export function header(site: SiteDocument): string[] {
  return site.menus.sections.map((entry) => `${entry.title} ${entry.url}`);
}

export function about(document: AnyDocument): string {
  if (document.type === "page") return lead(document);
  return document.type === "site" ? document.tagline : document.title;
}
