"""Invented requests for a demonstration. Nobody is written to: their history is kept without anybody hearing of it."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from caravana_site.common import accounts
from caravana_site.common.groups import ensure_groups
from caravana_site.common.models import NoticeVersion, PrivacyNotice
from caravana_site.common.personal_data import holdings
from caravana_site.common.seeds import Run, existing, key_of, load
from events.models import EntryKind, Match, RequestEntry, RequestState, StopRequest
from practices import territory
from practices.models import Theme

FILE = Path(__file__).parents[1] / "seeds" / "requests.toml"
FORM = "stop-request"
TO = {
    RequestState.RECEIVED: [],
    RequestState.IN_STUDY: [RequestState.IN_STUDY],
    RequestState.NEEDS_INFORMATION: [RequestState.IN_STUDY, RequestState.NEEDS_INFORMATION],
    RequestState.MATCHED: [RequestState.IN_STUDY, RequestState.MATCHED],
    RequestState.SCHEDULED: [RequestState.IN_STUDY, RequestState.MATCHED, RequestState.SCHEDULED],
    RequestState.NOT_VIABLE: [RequestState.IN_STUDY, RequestState.NOT_VIABLE],
}


def run(run: Run) -> None:
    if not run.demo:
        return
    entries, made, now = load(FILE)["request"], {}, timezone.now()
    with transaction.atomic():
        ensure_groups()
        accounts.ensure()  # some of the requests have an owner
        for number, entry in enumerate(entries, start=1):
            if not StopRequest.objects.filter(key=_key(entry["key"])).exists():
                made[entry["key"]] = _request(entry, number, now)
                run.made += 1
        for entry in entries:
            if "match" in entry and entry["key"] in made and entry["match"] in made:
                host = made[entry["key"]]
                Match.objects.create(
                    host_request=host,
                    rapporteur_request=made[entry["match"]],
                    made=host.state_since,
                    made_by=host.owner,
                )


def remove() -> None:
    """Take them away, and the notice that was made for them where the form has none of its own."""
    keys = [_key(entry["key"]) for entry in load(FILE)["request"]]
    holdings.remove(list(StopRequest.objects.filter(key__in=keys)))
    if not PrivacyNotice.objects.filter(form=FORM).exists():
        kept = StopRequest.objects.values("notice")
        NoticeVersion.objects.filter(form=FORM).exclude(pk__in=kept).delete()


def _key(name: str) -> Any:
    return key_of(f"request/{name}")


def _notice(language: str) -> NoticeVersion:
    versions = NoticeVersion.objects.filter(form=FORM, language=language).order_by("-number")
    return versions.first() or NoticeVersion.objects.create(
        form=FORM, language=language, number=1, purpose="Mostra.", retention_days=365
    )


def _request(entry: dict[str, Any], number: int, now: datetime) -> StopRequest:
    language = entry.get("language", "ca")
    plain = ("role", "challenge", "format", "state")
    optional = ("difficulty", "to_learn", "preferred_dates")
    since = now - timedelta(days=entry["days"], hours=2)
    steps = [RequestState.RECEIVED, *TO[RequestState(entry["state"])]]
    received = since - timedelta(days=len(steps) - 1)
    body = territory.organisation(entry["organisation"])
    source = Locale.objects.get(language_code="ca")
    owner = get_user_model()._default_manager.filter(username=entry.get("owner", "")).first()
    request: StopRequest = StopRequest.objects.create(
        key=_key(entry["key"]),
        **{name: entry[name] for name in plain},
        **{name: entry.get(name, "") for name in optional},
        received=received,
        confirmed=received,
        language=language,
        reply_language=language,
        notice=_notice(language),
        name=f"Persona de mostra {number}",
        email=f"mostra-{number}@example.cat",
        post="Càrrec de mostra",
        organisation=body,
        organisation_name=body.name,
        theme=Theme.objects.get(key=entry["theme"], locale=source),
        months=entry.get("months", []),
        farthest_km=entry.get("farthest_km"),
        state_since=since,
        state_reason=entry.get("reason", ""),
        owner=owner,
        stop=existing(f"stop/{entry['stop']}", source) if "stop" in entry else None,
        announced_stop=existing(f"stop/{entry['announced_stop']}", source) if "announced_stop" in entry else None,
    )
    _history(request, entry, steps, owner)
    return request


def _history(request: StopRequest, entry: dict[str, Any], steps: list[RequestState], owner: Any) -> None:
    """Made in one go: writing it through `history` would send letters."""
    lines = [
        RequestEntry(
            request=request,
            at=request.received + timedelta(days=day),
            kind=EntryKind.MOVED,
            actor=owner,
            before=before,
            after=after,
            text=entry.get("reason", "") if after == request.state else "",
        )
        for day, (before, after) in enumerate(pairwise(steps), start=1)
    ]
    if "question" in entry:
        lines.append(
            RequestEntry(
                request=request,
                at=request.state_since,
                kind=EntryKind.QUESTION,
                actor=owner,
                text=entry["question"],
            )
        )
    RequestEntry.objects.bulk_create(lines)
