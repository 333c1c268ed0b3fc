"""What a browser would send from a practice's form in the administration."""

import datetime
from typing import Any

from wagtail.blocks import StreamValue


def sent(page: Any, user: Any, **changes: Any) -> dict[str, Any]:
    """The form of a page as it stands, with those fields changed; a list of rows in a formset's place replaces it."""
    form = page.get_edit_handler().get_form_class()(instance=page, for_user=user)
    data: dict[str, Any] = {}
    for name in form.fields:
        if name != "story":
            data[name] = _text(changes.get(name, form[name].value()))
    for name, formset in form.formsets.items():
        rows = changes.get(name)
        stored = [_row(one) for one in formset.forms if one.instance.pk]
        data.update(_rows(name, stored if rows is None else rows))
    data.update(_story(changes.get("story", page.story)))
    if "comments-TOTAL_FORMS" not in data:
        data.update(_rows("comments", []))
    return data


def _text(value: Any) -> Any:
    if value is None or value is False:
        return ""
    return value.isoformat() if isinstance(value, datetime.date) else value


def _row(form: Any) -> dict[str, Any]:
    return {name: _text(form[name].value()) for name in form.fields if name not in ("DELETE", "ORDER")}


def _rows(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    stored = sum(1 for row in rows if row.get("id"))
    data: dict[str, Any] = {
        f"{name}-TOTAL_FORMS": len(rows),
        f"{name}-INITIAL_FORMS": stored,
        f"{name}-MIN_NUM_FORMS": 0,
        f"{name}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        data.update({f"{name}-{number}-{field}": value for field, value in row.items()})
        data[f"{name}-{number}-ORDER"] = number + 1
    return data


def _story(story: StreamValue) -> dict[str, Any]:
    """Parts of one rich text and pictures, which is all that these tests write."""
    data: dict[str, Any] = {"story-count": len(story)}
    for number, block in enumerate(story):
        place = f"story-{number}"
        data.update({f"{place}-deleted": "", f"{place}-order": number, f"{place}-type": block.block_type})
        data[f"{place}-id"] = block.id or ""
        for name, value in block.value.items():
            if hasattr(value, "contextual_alt_text"):
                data[f"{place}-value-{name}-image"] = value.pk
                data[f"{place}-value-{name}-alt_text"] = value.contextual_alt_text or ""
                data[f"{place}-value-{name}-decorative"] = "on" if value.decorative else ""
            else:
                data[f"{place}-value-{name}"] = _rich(value) if hasattr(value, "source") else _text(value)
    return data


def _rich(value: Any) -> str:
    """Draftail sends its own JSON."""
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    return str(ContentstateConverter([]).from_database_format(value.source))
