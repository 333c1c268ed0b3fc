"""Taking what was accepted: all of an upload in one transaction, or nothing of it."""

from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction

from caravana_site.translation import segments, writing
from caravana_site.translation.models import TextVersion

from .judging import Wishes, judge
from .units import Exchanged, Unit, moment
from .verdicts import KEPT, TAKEN, TOOLS, FileReport, Row, Verdict

SALT = "translation exchange"
HOURS = 24  # that a report may lie open before it is taken
MOST_CARRIED = 8 * 1024 * 1024  # characters: what a form may bring back


@transaction.atomic
def take(files: list[Exchanged], user: Any, wishes: Wishes) -> list[FileReport]:
    """Judge again, since the report was read a while ago, write what is accepted and keep what is not lost."""
    reports = judge(files, user, wishes)
    for report in reports:
        for row in report.rows:
            if row.verdict in TAKEN:
                _write(row, user, TOOLS[report.file.format])
            elif row.verdict in KEPT and row.line is not None:
                _keep(row.line, row.unit.target.strip(), user)
    return reports


def _write(row: Row, user: Any, tool: str) -> None:
    line, is_draft = row.line, row.verdict == Verdict.DRAFT
    if line is None:
        return
    try:
        writing.write(
            line.translation,
            line.segment,
            row.unit.target,
            user,
            seen=row.current,
            tool_name=tool,
            machine=is_draft,
        )
    except writing.Conflict:  # somebody wrote between the judging and now; ours was kept as a version
        row.verdict = Verdict.NEWER
    except ValidationError as why:
        row.verdict, row.detail = Verdict.TAGS, " ".join(why.messages)


def _keep(line: segments.Line, text: str, user: Any) -> None:
    """As a version of what stands there now; once, however often the file is brought."""
    place = {
        "context": line.segment.context,
        "string": line.segment.string,
        "locale": line.translation.target_locale,
        "text": text,
    }
    if not TextVersion.objects.filter(**place).exists():
        TextVersion.objects.create(**place, author=user, reason=TextVersion.Reason.CONFLICT)


def carried(files: list[Exchanged], user: Any) -> str:
    """What was read, signed, for the form that takes it: no file is kept on the server in between."""
    return signing.dumps(
        [
            {
                "name": one.name,
                "format": one.format,
                "identity": one.identity,
                "language": one.language,
                "exported": one.exported.isoformat() if one.exported else "",
                "units": [[u.path, u.source, u.target, u.is_draft, u.is_mangled] for u in one.units],
            }
            for one in files
        ],
        salt=f"{SALT} {user.pk}",
        compress=True,
    )


def brought_back(text: str, user: Any) -> list[Exchanged] | None:
    """What `carried` wrote for that person; None when it is another's, too old or no such thing."""
    try:
        found = signing.loads(text, salt=f"{SALT} {user.pk}", max_age=HOURS * 60 * 60)
    except signing.BadSignature:
        return None
    return [
        Exchanged(
            one["name"],
            one["format"],
            one["identity"],
            one["language"],
            moment(one["exported"]),
            [Unit(path, source, target, draft, mangled) for path, source, target, draft, mangled in one["units"]],
        )
        for one in found
    ]
