"""Pictures to take away: their original files in one archive, with a text that credits each of them."""

import tempfile
import zipfile
from collections.abc import Iterable
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from caravana_site.common.models import Licence

IN_MEMORY = 5_000_000  # bytes; a larger archive is written to disk


def picture_archive(images: Iterable[Any], name: str, heading: str, *, sample: str = "") -> FileResponse:
    """The answer that downloads `name`.zip; `heading` begins the text with the credits.

    `sample` is what says, in a file of its own as well, that the pictures belong to invented content.
    """
    archive = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # closed by the response
    told = [heading, *([f"{sample}\r\n"] if sample else [])]
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as bundle:
        for number, image in enumerate(images, start=1):
            inside = f"{number:02}-{image.filename}"
            try:
                original = image.file.open("rb")
            except OSError:
                told.append(_("%(name)s: this file could not be read.") % {"name": inside} + "\r\n")
                continue
            with original, bundle.open(inside, "w") as copy:
                for chunk in original.chunks():
                    copy.write(chunk)
            told.append(_credit(inside, image))
        bundle.writestr(_("credits.txt"), "\r\n".join(told))
        if sample:
            bundle.writestr(_("SAMPLE.txt"), f"{sample}\r\n")
    archive.seek(0)
    response = FileResponse(archive, as_attachment=True, filename=f"{name}.zip")
    response["X-Robots-Tag"] = "noindex"  # the page is what should be found
    return response


def _credit(name: str, image: Any) -> str:
    licence = Licence(image.licence)
    author = image.credit or _("author not stated")
    return f"{name}: {image.title}. {author}. {licence.label}. {licence.url}\r\n"
