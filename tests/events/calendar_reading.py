"""Two independent readers of what the site says to calendar programs, and the rules that neither of them checks."""

from datetime import UTC, datetime
from typing import Any

import vobject
from icalendar import Calendar


def checked(answer: Any) -> str:
    """The text of an answer that keeps to RFC 5545's rules of lines."""
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    content = answer.content
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75, line
        line.decode()  # a character that two lines share is in neither
    return str(content.decode())


def events(answer: Any) -> dict[str, Any]:
    """By UID, as icalendar reads them; vobject must see the same moments, words and numbers."""
    text = checked(answer)
    calendar = Calendar.from_ical(text)
    assert not calendar.errors
    read = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert not any(event.errors for event in read.values())
    other = vobject.readOne(text, validate=True)
    others = {event.uid.value: event for event in other.contents.get("vevent", [])}
    assert read.keys() == others.keys()
    for uid, event in read.items():
        for name in ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED"):
            assert moment(event, name) == others[uid].contents[name.lower()][0].value.astimezone(UTC), name
        for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "URL"):
            assert str(event[name]) == others[uid].contents[name.lower()][0].value, name
        assert str(event["SEQUENCE"]) == others[uid].sequence.value
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
    return read


def moment(event: Any, name: str) -> datetime:
    found: datetime = event[name].dt.astimezone(UTC)
    return found
