"""Files that applicants add: looked at before they are kept, and sent only to who may see them."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from caravana_site.common.public_forms.forms import cleaned
from caravana_site.common.uploads import refuse_broken_image, refuse_disguised_file
from events.models import RequestFile

MOST_BYTES = 10_000_000  # under what a whole request to the site may weigh
MOST_FILES = 10
PICTURES = (".jpg", ".jpeg", ".png")
ENDINGS = (".pdf", ".odt", ".docx", *PICTURES)
LONGEST_NAME = 160


def refuse_what_is_not_a_document(file: UploadedFile) -> None:
    """Raise ValidationError for what is too big, of another kind, or not what its name says."""
    ending = PurePath(file.name or "").suffix.lower()
    if ending not in ENDINGS:
        raise ValidationError(_("Only PDF, ODT, DOCX, JPEG and PNG files can be added."))
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(_("This file has more than 10 MB. Make it smaller, or send it in parts."))
    if ending in PICTURES:
        refuse_broken_image(file)
    else:
        refuse_disguised_file(file)


def name_of(file: UploadedFile) -> str:
    """The name as it was given, without folders and what no keyboard types; cut before its ending if it is long."""
    given = PurePath(" ".join(cleaned(file.name or "").split()).replace("\\", "/"))
    return f"{given.stem[: LONGEST_NAME - len(given.suffix)]}{given.suffix}"


def sent(file: RequestFile) -> FileResponse:
    """The answer that hands it over, to be kept and not shown: what is in it is a stranger's."""
    response = FileResponse(
        file.file.open("rb"), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response
