"""An OpenDocument text from a light Markdown: what the kit's files are written in.

Beside paragraphs, `##` headings, lists, tables, links and emphasis:

- `- [ ] text` is a box to tick, written as text so that it can be ticked in the document as well as on paper;
- a fence called `fields` holds one question a line, and after `|` the lines to leave for its answer;
- the number of dashes under a table's headings is the width of each column, in parts;
- `<!-- rows 3cm -->` before a table is the least height of its rows, else they grow where cells are empty;
- `<!-- page a3-landscape -->` at the beginning is the sheet; A4 upright without it.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from odfdo import Document, Element

SHEETS = {"a4": ("21cm", "29.7cm", 17.0), "a3-landscape": ("42cm", "29.7cm", 38.0)}  # width, height, width of the text
EMPTY_ROW = "1.1cm"
BOX = "☐ "
STYLES = Path(__file__).with_name("kit_styles.xml")
NAMED = re.compile(r"<!--\s*(page|rows)\s+(\S+)\s*-->")
CELL = '<style:table-cell-properties fo:padding="0.12cm" fo:border="0.6pt solid #5a6662"{more}/>'
CELLS = {"HeadCell": CELL.format(more=' fo:background-color="#e6eae8"'), "Cell": CELL.format(more="")}
MOST_LINES = 6  # that a field leaves for its answer; kit_styles.xml has a style for each


class KitDocument:
    """Reads the Markdown once, into the OpenDocument elements of its body."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.sheet, self.row_height = "a4", ""
        self.tables = 0
        # LibreOffice takes a cell's look from the styles of the content alone.
        self.automatic = [
            f'<style:style style:name="{name}" style:family="table-cell">{look}</style:style>'
            for name, look in CELLS.items()
        ]
        self.tokens = MarkdownIt("commonmark").enable("table").parse(text)
        self.body = [xml for xml in self._blocks(iter(self.tokens)) if xml]

    def _blocks(self, tokens: Iterator[Token]) -> Iterator[str]:
        for token in tokens:
            match token.type:
                case "heading_open":
                    yield _heading(int(token.tag[1]), _inline(next(tokens)))
                case "paragraph_open":
                    yield _paragraph("Body", _inline(next(tokens)))
                case "bullet_list_open" | "ordered_list_open":
                    yield self._list(token, tokens)
                case "blockquote_open":
                    next(tokens)
                    yield _paragraph("Tip", _inline(next(tokens)))
                case "fence":
                    yield from _fields(token)
                case "table_open":
                    yield self._table(token, tokens)
                case "html_block":
                    self._directive(token.content)

    def _directive(self, comment: str) -> None:
        found = NAMED.search(comment)
        if found is None:
            raise ValueError(f"Not understood: {comment!r}")
        name, value = found.groups()
        if name == "page":
            self.sheet = value
        else:
            self.row_height = value

    def _list(self, opening: Token, tokens: Iterator[Token]) -> str:
        """A list without lists in it."""
        items = []
        for token in tokens:
            if token.type == opening.type.replace("open", "close"):
                break
            if token.type == "inline":
                items.append(_inline(token))
        ticked = all(item.startswith("[ ] ") for item in items)
        style = "Ticks" if ticked else "Numbers" if opening.type.startswith("ordered") else "Bullets"
        texts = [BOX + item[4:] if ticked else item for item in items]
        rows = "".join(f"<text:list-item>{_paragraph('Item', text)}</text:list-item>" for text in texts)
        return f'<text:list text:style-name="{style}">{rows}</text:list>'

    def _table(self, opening: Token, tokens: Iterator[Token]) -> str:
        rows: list[list[str]] = []
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(_inline(token))
        height, self.row_height = self.row_height, ""
        self.tables += 1
        name = f"Table{self.tables}"
        first_line, _end = opening.map or (0, 0)  # a block always has its lines
        dashes = [len(part.strip()) for part in self.lines[first_line + 1].strip("| ").split("|")]
        width = SHEETS[self.sheet][2]
        columns = ""
        for number, part in enumerate(dashes):
            share = width * part / sum(dashes)
            self.automatic.append(
                f'<style:style style:name="{name}.{number}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{share:.2f}cm"/></style:style>'
            )
            columns += f'<table:table-column table:style-name="{name}.{number}"/>'
        self.automatic.append(
            f'<style:style style:name="{name}" style:family="table"><style:table-properties style:width="{width}cm" '
            f'table:align="left" fo:margin-top="0.2cm" fo:margin-bottom="0.4cm"/></style:style>'
        )
        first, *rest = [self._row(name, number, row, height) for number, row in enumerate(rows)]
        return (
            f'<table:table table:name="{name}" table:style-name="{name}">{columns}'
            f"<table:table-header-rows>{first}</table:table-header-rows>{''.join(rest)}</table:table>"
        )

    def _row(self, table: str, number: int, cells: list[str], height: str) -> str:
        least = "0cm" if number == 0 else height or (EMPTY_ROW if "" in cells else "0cm")
        name = f"{table}.row{number}"
        self.automatic.append(
            f'<style:style style:name="{name}" style:family="table-row">'
            f'<style:table-row-properties style:min-row-height="{least}" fo:keep-together="always"/></style:style>'
        )
        cell, text = ("HeadCell", "Head") if number == 0 else ("Cell", "CellText")
        drawn = "".join(
            f'<table:table-cell table:style-name="{cell}" office:value-type="string">'
            f"{_paragraph(text, content)}</table:table-cell>"
            for content in cells
        )
        return f'<table:table-row table:style-name="{name}">{drawn}</table:table-row>'


def _fields(token: Token) -> Iterator[str]:
    if token.info.strip() != "fields":
        raise ValueError(f"No such fence: {token.info!r}")
    for line in token.content.splitlines():
        label, _bar, lines = line.partition("|")
        number = int(lines or 1)
        if number > MOST_LINES:
            raise ValueError(f"{number} lines are more than {MOST_LINES}: {line}")
        yield _paragraph(f"Field{number}", f'<text:span text:style-name="Strong">{_text(label.strip())}</text:span> ')


def _heading(level: int, content: str) -> str:
    return f'<text:h text:style-name="H{level}" text:outline-level="{level}">{content}</text:h>'


def _paragraph(style: str, content: str) -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def _inline(token: Token) -> str:
    written = ""
    for child in token.children or []:
        match child.type:
            case "text":
                written += _text(child.content)
            case "softbreak":
                written += " "
            case "hardbreak":
                written += "<text:line-break/>"
            case "strong_open":
                written += '<text:span text:style-name="Strong">'
            case "em_open":
                written += '<text:span text:style-name="Emphasis">'
            case "strong_close" | "em_close":
                written += "</text:span>"
            case "link_open":
                written += f'<text:a xlink:type="simple" xlink:href="{escape(str(child.attrs["href"]))}">'
            case "link_close":
                written += "</text:a>"
            case other:
                raise ValueError(f"Not understood: {other}")
    return written


def _text(text: str) -> str:
    return escape(text, quote=False)


def write(path: Path, text: str, *, language: str, title: str, author: str, subject: str, footer: str) -> None:
    """Save the document; `footer` is what stands beside the number of each page, which is put in place of `%page`."""
    made = KitDocument(text)
    width, height, _inner = SHEETS[made.sheet]
    document = Document("text")
    styles = STYLES.read_text(encoding="utf-8")
    before, after = (_text(part) for part in footer.split("%page"))
    for name, value in {
        "LANGUAGE": language,
        "SHEET_WIDTH": width,
        "SHEET_HEIGHT": height,
        "ORIENTATION": "landscape" if made.sheet.endswith("landscape") else "portrait",
        "FOOTER": f"{before}<text:page-number/>/<text:page-count/>{after}",
    }.items():
        styles = styles.replace(f"@{name}@", value)
    document.set_part("styles.xml", styles.encode())
    for style in made.automatic:
        document.insert_style(style, automatic=True)
    document.body.clear()
    for xml in [_heading(1, _text(title)), *made.body]:
        document.body.append(Element.from_tag(xml))
    document.meta.title, document.meta.subject, document.meta.language = title, subject, f"{language}-ES"
    document.meta.creator = document.meta.initial_creator = author
    document.save(path)
