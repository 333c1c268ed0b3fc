"""Names of places and bodies in Catalan: the article's place, and *de*, *d'*, *del*, *dels* before a name."""

import unicodedata

ARTICLES = ("els", "les", "el", "la", "l'", "es", "sa", "ses")
CONTRACTED = {"el": "del", "els": "dels", "es": "des"}
VOWELS = "aeiouàáèéíïòóúü"
SOUNDED = ("ia", "ie", "io", "iu")  # an initial i that is a consonant takes no apostrophe


def split_article(register_name: str) -> tuple[str, str]:
    """Part “Alamús, els” into its article and its name; the article is empty when there is none."""
    name, comma, last = register_name.rpartition(", ")
    if comma and last.lower() in ARTICLES:
        return last, name
    return "", register_name


def spoken_name(register_name: str) -> str:
    """“Alamús, els” → “els Alamús”; “Aldea, l'” → “l'Aldea”."""
    article, name = split_article(register_name)
    if not article:
        return name
    return f"{article}{name}" if article.endswith("'") else f"{article} {name}"


def of(register_name: str) -> str:
    """The name after *de*: “d'Olot”, “de Berga”, “dels Alamús”, “de l'Aldea”, “de la Pobla”."""
    article, name = split_article(register_name)
    if article.lower() in CONTRACTED:
        return f"{CONTRACTED[article.lower()]} {name}"
    if article:
        return f"de {spoken_name(register_name)}"
    start = name.lower().removeprefix("h")
    if start[:1] in VOWELS and not start.startswith(SOUNDED):
        return f"d'{name}"
    return f"de {name}"


def plain(text: str) -> str:
    """For comparing what people type: small letters, no accents, straight apostrophes, no middle dots."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return " ".join(bare.replace("’", "'").replace("·", "").split())
