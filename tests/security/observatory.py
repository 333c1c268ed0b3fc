"""The score that the HTTP Observatory would give to an answer, by its published rules (MDN, «Tests & Scoring»).

Penalties are taken from 100; bonuses count only where 90 are left. Being in browsers' preload list is not counted: it
is no matter of what a site answers. What the rules do not know how to read is judged as the worst.
"""

import re
from dataclasses import dataclass
from http.cookies import Morsel
from typing import Any
from urllib.parse import urljoin, urlsplit

HALF_A_YEAR = 15_768_000  # seconds
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
GRADES = (
    (100, "A+"),
    (90, "A"),
    (85, "A-"),
    (80, "B+"),
    (70, "B"),
    (65, "B-"),
    (60, "C+"),
    (50, "C"),
    (0, "D or less"),
)


@dataclass(frozen=True)
class Verdict:
    """Points of each rule, and what they come to."""

    points: dict[str, int]

    @property
    def score(self) -> int:
        left = 100 + sum(number for number in self.points.values() if number < 0)
        return left if left < 90 else left + sum(number for number in self.points.values() if number > 0)

    @property
    def grade(self) -> str:
        return next(grade for least, grade in GRADES if max(self.score, 0) >= least)


def judge(answer: Any, address: str, plain: Any) -> Verdict:
    """Judge an answer over HTTPS; `plain` is the one to the same address over HTTP."""
    policy = directives(answer.get("Content-Security-Policy", ""))
    return Verdict(
        {
            "content security policy": content_policy(policy),
            "cookies": cookies(list(answer.cookies.values()), protected=transport(answer) == 0),
            "cross-origin sharing": sharing(answer),
            "redirection": redirection(plain, address),
            "referrer policy": referrers(answer.get("Referrer-Policy", "")),
            "transport security": transport(answer),
            "subresource integrity": integrity(answer, address),
            "content type options": 0 if answer.get("X-Content-Type-Options") == "nosniff" else -5,
            "framing": framing(policy, answer.get("X-Frame-Options", "")),
            "resource policy": resources(answer.get("Cross-Origin-Resource-Policy", "")),
        }
    )


def directives(policy: str) -> dict[str, set[str]]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {name.lower(): set(sources) for name, *sources in parts}


def content_policy(policy: dict[str, set[str]]) -> int:
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    script, style = (set(policy.get(name, default)) for name in ("script-src", "style-src"))
    for sources in (script, style):
        if any(one.startswith(("'nonce-", "'sha")) for one in sources):
            sources.discard("'unsafe-inline'")
    passive = policy.get("img-src", default) | policy.get("media-src", default)
    active = set().union(*(sources for name, sources in policy.items() if name not in {"img-src", "media-src"}))
    if script & (BROAD | INLINE) or policy.get("object-src", default) & BROAD:
        return -20
    if any(one.startswith(("http:", "ftp:")) for one in active):
        return -20
    if "'unsafe-eval'" in script | style or any(one.startswith(("http:", "ftp:")) for one in passive):
        return -10
    if style & (BROAD | INLINE):
        return 0
    return 10 if default == {"'none'"} else 5


def cookies(found: list["Morsel[str]"], *, protected: bool) -> int:
    worst = 5 if found else 0
    for one in found:
        session = any(word in one.key.lower() for word in ("login", "sess"))
        same_site = str(one["samesite"]).lower()
        if not one["secure"]:
            worst = min(worst, (-10 if session else -5) if protected else (-40 if session else -20))
        if session and not one["httponly"]:
            worst = min(worst, -30)
        if same_site not in {"", "lax", "strict"} or (not same_site and "csrf" in one.key.lower()):
            worst = min(worst, -20)
        if not same_site:
            worst = min(worst, 0)
    return worst


def sharing(answer: Any) -> int:
    """Answers to everybody are fine, unless browsers may send who somebody is."""
    everybody = answer.get("Access-Control-Allow-Origin", "") not in {"", "null"}
    return -50 if everybody and answer.get("Access-Control-Allow-Credentials", "").lower() == "true" else 0


def redirection(plain: Any, address: str) -> int:
    target = urlsplit(plain.get("Location", ""))
    if plain.status_code not in {301, 302, 307, 308} or target.scheme != "https":
        return -20
    return 0 if target.netloc == urlsplit(address).netloc else -5


def referrers(policy: str) -> int:
    last = policy.rsplit(",", maxsplit=1)[-1].strip().lower()
    return 0 if not last else 5 if last in PRIVATE_REFERRERS else -5


def transport(answer: Any) -> int:
    seconds = re.search(r"max-age=(\d+)", answer.get("Strict-Transport-Security", ""))
    return -20 if seconds is None else 0 if int(seconds[1]) >= HALF_A_YEAR else -10


def integrity(answer: Any, address: str) -> int:
    """Scripts of the site itself need none."""
    if not answer.get("Content-Type", "").startswith("text/html"):
        return 0
    worst = 0
    for script in re.findall(r"<script\b[^>]*\bsrc=[^>]*>", answer.content.decode()):
        source = re.search(r'\bsrc="([^"]*)"', script)
        target = urlsplit(urljoin(address, source[1])) if source else None
        if target is None or target.scheme != "https":
            worst = min(worst, -50)
        elif target.netloc != urlsplit(address).netloc and "integrity=" not in script:
            worst = min(worst, -5)
    return worst


def framing(policy: dict[str, set[str]], options: str) -> int:
    if policy.get("frame-ancestors"):
        return 5
    return 0 if options.lower() in {"deny", "sameorigin"} else -20


def resources(policy: str) -> int:
    return {"": 0, "cross-origin": 0, "same-origin": 10, "same-site": 10}.get(policy, -5)
