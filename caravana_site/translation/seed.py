"""The language pairs of the groups that every installation has."""

from itertools import permutations

from django.conf import settings
from wagtail.models import Locale

from caravana_site.common import groups, seeds
from caravana_site.common.models import GivenPermission

from .models import LanguagePair

BOTH_WAYS = (("ca", "es"), ("es", "ca"))
PAIRS = {
    groups.TRANSLATORS_CA_ES: (("ca", "es"),),
    groups.TRANSLATORS_ES_CA: (("es", "ca"),),
    groups.COMMUNICATION: BOTH_WAYS,
    groups.REVIEWERS: BOTH_WAYS,
}
READS_ALONE = (groups.REVIEWERS,)
"""Who may publish what they translated themselves."""


def pairs_of(key: str) -> tuple[tuple[str, str], ...]:
    """The pairs of a group: those of the table, and with the languages that this installation adds."""
    codes = [code for code, _name in settings.LANGUAGES]
    if PAIRS.get(key) == BOTH_WAYS:
        return tuple(permutations(codes, 2))
    into = [code for code in groups.added_languages() if groups.translators_into(code) == key]
    return PAIRS.get(key) or tuple((source, target) for target in into for source in codes if source != target)


def run(run: seeds.Run) -> None:
    """Give each group its pairs once; what an administrator took away stays away."""
    run.made += ensure_pairs()


def ensure_pairs() -> int:
    """Make the pairs that were never given; returns how many."""
    made = 0
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    for key, group in groups.ensure_groups().items():
        wanted = {f"pair/{source}/{target}": (source, target) for source, target in pairs_of(key)}
        possible = [label for label, codes in wanted.items() if set(codes) <= set(locales)]
        for label in GivenPermission.objects.new(group, possible):
            source, target = (locales[code] for code in wanted[label])
            LanguagePair.objects.get_or_create(
                group=group, source_locale=source, target_locale=target, defaults={"four_eyes": key not in READS_ALONE}
            )
            made += 1
    return made
