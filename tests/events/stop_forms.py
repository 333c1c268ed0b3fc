"""What a browser would send from a stop's form in the administration."""

import datetime
from typing import Any

from events.models import StopPage

ROWS = ("other_themes", "practices", "programme", "materials", "comments")


def sent(page: StopPage, user: Any, **changes: Any) -> dict[str, Any]:
    """The form of a stop as it stands, with those fields changed and no rows."""
    form = page.get_edit_handler().get_form_class()(instance=page, for_user=user)
    data = {name: _text(changes.get(name, form[name].value())) for name in form.fields if name != "chronicle"}
    data["chronicle-count"] = 0
    for name in ROWS:
        for number in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS"):
            data[f"{name}-{number}"] = 0
        data[f"{name}-MAX_NUM_FORMS"] = 1000
    return data


def _text(value: Any) -> Any:
    if value is None or value is False:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d %H:%M}"  # the form gives it in Madrid
    return value.isoformat() if isinstance(value, datetime.date) else value
