"""The common form of a word: number and spelling brought together where the stemmers leave them apart.

Snowball's Catalan gives *pràctica* and *pràctiques* two stems, and so *dada* and *dades* or *ciutadà* and *ciutadans*.
A form need not be a word: it only has to be the same for all of a word's spellings, here and in the index.
"""

import re

Rules = tuple[tuple[re.Pattern[str], str], ...]
SHORTEST = 3  # letters: shorter words are left as they are


def _rules(*pairs: tuple[str, str]) -> Rules:
    return tuple((re.compile(f"{ending}$"), form) for ending, form in pairs)


INFINITIVE = ("(?<=..a)r", "")  # buscar, busca
CATALAN_SPELLINGS = _rules(
    ("(?:qües|qua)", "qua"),
    ("(?:gües|gua)", "gua"),
    ("(?<=[io])(?:ga|gues)", "c"),  # antic, antiga, antigues
    ("ques", "ca"),
    ("gues", "ga"),
    ("(?:ces|ça)", "ça"),
    ("(?:ges|ja|ge)", "ja"),  # platja, platges; imatge, imatges
    ("([aeou])t?jos", r"\1ig"),  # assaig, assajos
    ("(?<=[cgstx])ions", "ió"),
    ("(?<![cgstx]i)(?:ó|ons)", "on"),  # padró, padrons
    ("(?:à|ans|ana|anes)", "an"),  # ciutadà, ciutadanes
    ("(?:í|[iï]ns|[iï]na|[iï]nes)", "in"),  # veí, veïna
    ("(?:ú|uns|una|unes)", "un"),
    ("s?sos", "s"),  # procés, processos
    ("(x|xt|st|sc|ç)os", r"\1"),  # text, textos
)
CATALAN_NUMBER = _rules(
    ("(?:[éè]s|es|e)", "a"), ("às", "a"), ("[íï]s", "i"), ("òs|ós", "o"), ("(?<=[^s])s", ""), INFINITIVE
)
SPANISH_SPELLINGS = _rules(("iones", "ión"), ("(?:ces|ce|z)", "z"))
SPANISH_NUMBER = _rules(("(?:es|e)", ""), ("(?<=[aoibdfgkmprt])s", ""), INFINITIVE)
CATALAN_GENDER = _rules(("(?<=.{5})a", ""))  # oberta, obert; but porta, port
SPANISH_GENDER = _rules(("(?<=.{6})[ao]", ""))  # abierta, abierto; but puerta, puerto
STEPS: dict[str, tuple[Rules, ...]] = {
    "ca": (CATALAN_SPELLINGS, CATALAN_NUMBER, CATALAN_GENDER),
    "es": (SPANISH_SPELLINGS, SPANISH_NUMBER, SPANISH_GENDER),
}
STRESSED = str.maketrans("aeiou", "àèíóú")
LOST_DIAERESIS = re.compile(r"([gq])u(?=e)")


def common_form(word: str, language: str) -> str:
    """The same for a word's singular and plural and for its spellings; of each step the first rule that fits."""
    for rules in STEPS.get(language, ()):
        for ending, form in rules if len(word) >= SHORTEST else ():
            changed, number = ending.subn(form, word)
            if number and len(changed) > 1:
                word = changed
                break
    return word


def variants(word: str, language: str) -> set[str]:
    """What somebody who leaves accents out may have meant: the stemmers and the rules need them."""
    found = {word}
    if word.endswith("io") or (language == "ca" and len(word) >= SHORTEST):
        found.add(word[:-1] + word[-1].translate(STRESSED))
    if language == "es":
        found |= {re.sub(r"([cgsxt])ion$", r"\1ión", word), re.sub(r"es$", "és", word)}
    if language == "ca":
        found.add(LOST_DIAERESIS.sub(r"\1ü", word))
        found.add(re.sub(r"i(?=ns$|na$|nes$|sos$)", "ï", word))
    return found
