"""Plurals, genders and articles of the termbase's words, as far as rules go: a term is listed in the singular.

What no rule makes right is listed as a term of its own.
"""

import re

STOPS = frozenset("a amb con d de del dels en en para per por".split())  # what comes after one keeps its form
_CATALAN = (
    (r"qua$", "qües"), (r"gua$", "gües"), (r"ca$", "ques"), (r"ga$", "gues"), (r"ça$", "ces"), (r"ja$", "ges"),
    (r"a$", "es"), (r"ó$", "ons"), (r"à$", "ans"), (r"é$", "ens"), (r"í$", "ins"), (r"ú$", "uns"), (r"s$", "s"),
    (r"$", "s"),
)  # fmt: skip
_SPANISH = (
    (r"ó(n)$", "ones"), (r"á(n)$", "anes"), (r"é(s)$", "eses"), (r"z$", "ces"), (r"s$", "s"),
    (r"([aeiouáéó])$", r"\1s"), (r"([^aeiouáéós])$", r"\1es"),
)  # fmt: skip
RULES = {"ca": _CATALAN, "es": _SPANISH}
_FEMININE = {
    "ca": re.compile(r"(?:a|ció|sió|cions|sions|tat|tats|tud|ques|gues|ces|des|res|tes|nes|seu|seus)$"),
    "es": re.compile(r"(?:as?|ción|ciones|sión|siones|dad|dades|tud|tudes|umbre|sedes?|redes|red)$"),
}
_MASCULINE = re.compile(r"(?:ema|oma|ama|emas|omas|amas|emes|ames|omes|mapa|mapas|mapes|día|días|dia|dies)$")
_ARTICLES = {
    "es": {
        "el": "m",
        "la": "f",
        "los": "M",
        "las": "F",
        "lo": "m",
        "un": "1m",
        "una": "1f",
        "unos": "1M",
        "unas": "1F",
    },
    "ca": {"el": "m", "la": "f", "els": "M", "les": "F", "un": "1m", "una": "1f", "uns": "1M", "unes": "1F"},
}
_JOINED = {
    "es": {"del": ("de", "el"), "al": ("a", "el")},
    "ca": {"del": ("de", "el"), "dels": ("de", "els"), "al": ("a", "el"), "als": ("a", "els"),
           "pel": ("per", "el"), "pels": ("per", "els")},
}  # fmt: skip
_BEFORE = re.compile(r"(?:(?<![^\W_])(\w+)(\s+)|([ld])(?:’|'))\Z", re.IGNORECASE)
_VOWEL = re.compile(r"h?[aeiouàèéíòóú]", re.IGNORECASE)
_KEEPS_LA = re.compile(r"h?[iu]", re.IGNORECASE)


def plural(phrase: str, code: str) -> str:
    """The plural of a term: each of its words up to the first preposition."""
    words = phrase.split(" ")
    until = next((number for number, word in enumerate(words) if word.casefold() in STOPS or "’" in word), len(words))
    return " ".join([*(_plural_of_word(word, code) for word in words[:until]), *words[until:]])


def _plural_of_word(word: str, code: str) -> str:
    for pattern, ending in RULES.get(code, ()):
        if re.search(pattern, word):
            return re.sub(pattern, ending, word, count=1)
    return word


def is_feminine(phrase: str, code: str) -> bool:
    word = phrase.split(" ", maxsplit=1)[0].casefold()
    return bool(code in _FEMININE and _FEMININE[code].search(word) and not _MASCULINE.search(word))


def joined(before: str, phrase: str, code: str, *, many: bool) -> str:
    """`before` and the phrase after it, the article between them put right, and elided where Catalan does."""
    found = _BEFORE.search(before)
    if code not in _ARTICLES or found is None:
        return before + phrase
    start, word = before[: found.start()], found.group(1) or {"l": "el", "d": "de"}[found.group(3).lower()]
    preposition, article = _JOINED[code].get(word.casefold(), ("", word.casefold()))
    if kind := _ARTICLES[code].get(article):
        if not preposition and (earlier := re.search(r"(?<![^\W_])(de|a|per)\s+\Z", start)):
            preposition, start = earlier.group(1), start[: earlier.start()]
        made = _written(preposition, _agreeing(kind, phrase, code, many=many), phrase, code)
    elif code == "ca" and article == "de":
        made = "d’" if _VOWEL.match(phrase) else "de "
    else:
        return before + phrase
    return start + (made[0].upper() + made[1:] if found.group()[0].isupper() else made) + phrase


def _agreeing(kind: str, phrase: str, code: str, *, many: bool) -> str:
    gender = "f" if is_feminine(phrase, code) else "m"
    wanted = kind[:-1] + (gender.upper() if many else gender)
    return next(name for name, its in _ARTICLES[code].items() if its == wanted)


def _written(preposition: str, article: str, phrase: str, code: str) -> str:
    elides = article == "el" or (article == "la" and not _KEEPS_LA.match(phrase))
    if code == "ca" and elides and _VOWEL.match(phrase):
        return f"{preposition} l’".lstrip()
    for short, parts in _JOINED[code].items():
        if parts == (preposition, article):
            return f"{short} "
    return f"{preposition} {article} ".lstrip()
