"""Texts for programs: without what their formats forbid."""

import re

# Control characters come along when a text is pasted; XML 1.0 and RFC 5545 refuse a whole document for one of them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: object) -> str:
    """The text with line ends as `\\n` and no control characters."""
    return _FORBIDDEN.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n")).strip()
