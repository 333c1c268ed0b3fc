"""Texts that no translator gets, and why: each room says so of its models when it starts, and a check wants it said."""

from collections.abc import Iterable, Mapping

from django.db.models import Model

_reasons: dict[str, str] = {}

READERS = "what somebody outside wrote, for those who answer it"
STAFF = "for those who work in the administration, in the language they write in"
NAME = "a proper name"
MACHINE = "written and read by programs"
CONTACT = "a name or a number to reach somebody by"


def register(app: str, reasons: Mapping[str, str]) -> None:
    """`Model` for all of its texts, `Model.field` for one. They may come twice, since tests start apps again."""
    _reasons.update({f"{app}.{name}": reason for name, reason in reasons.items()})


def reason(model: type[Model], field: str) -> str | None:
    """Why that text, or all of that model, is not for translators; None when nobody said so."""
    label = model._meta.label
    return _reasons.get(f"{label}.{field}") or _reasons.get(label)


def registered() -> Iterable[str]:
    return _reasons.keys()


OURS = {
    "AskedJob": MACHINE,
    "AttemptCount": MACHINE,
    "Document": "a file has one language, its title is said in it, and a translation may take another file",
    "Erasure": MACHINE,
    "GivenPermission": MACHINE,
    "Image.title": "the library's own name for it",
    "Image.description": "Wagtail's one alternative text; ours are one a language (`alt_texts`)",
    "Image.credit": NAME,
    "Media": "a file has one language, and its title is the library's own name for it",
    "NoticeVersion": "a copy of a notice's translation, with its language",
    "OutgoingEmail": "a message as it was written, in its reader's language",
    "PrivacyNotice.form": MACHINE,
    "Rendition": MACHINE,
    "SecretLink": MACHINE,
    "SignInEvent": MACHINE,
    "User": "people's own names",
}
