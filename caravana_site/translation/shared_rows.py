"""The rows of a page, with what of them cannot wait for a translator.

Rows without a language are the same in all of them. Rows with a version in each language are known by their translation
key: their synchronised values follow, and where they have no words (a theme, an audience) they come and go too. A row
with words that is new, or gone, comes with the words: that is the translators'.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from modelcluster.models import get_serializable_data_for_fields

from .carried import ORDER, Carried, carried, column, parent_key, related_model

if TYPE_CHECKING:
    from .shared_values import Versions

Rows = dict[str, list[Any]]
"""Name of a relation → the page's rows of it as they are now."""


def align(model: type[Model], fields: Carried, versions: "Versions") -> dict[int, Rows]:
    """Bring every version's rows up to date; returns, by page, those relations that were not."""
    changed: dict[int, Rows] = defaultdict(dict)
    for name in (*fields.shared_rows, *fields.own_rows):
        rows = _rows(related_model(model, name), [versions.source, *versions.others])
        wanted = rows[versions.source.pk]
        for page in versions.others:
            there = rows[page.pk]
            if name in fields.shared_rows:
                now = _replaced(related_model(model, name), wanted, there, page)
            else:
                now = _followed(name, wanted, there, page, versions)
            if now is not None:
                changed[page.pk][name] = now
    return dict(changed)


def replace(model: type[Model], source: Any, others: list[Any]) -> None:
    """Give the others the rows of the source, where they have no language."""
    rows = _rows(model, [source, *others])
    for other in others:
        _replaced(model, rows[source.pk], rows[other.pk], other)


def in_draft(content: dict[str, Any], rows: Rows) -> dict[str, Any]:
    """The relations of a saved version with those values; what only the draft has stays."""
    return {name: _merged(content.get(name, []), now) for name, now in rows.items()}


def terms_changed(model: type[Model], names: Sequence[str], source: Any, target: Any) -> dict[str, Any]:
    """Field → the key of the source's term in the target's language, where it is another and there is one."""
    changed = {}
    for name in names:
        at = column(model, name)
        wanted = counterparts(related_model(model, name), [getattr(source, at)], target.locale_id)
        key = wanted.get(getattr(source, at))
        if key != getattr(target, at) and (key is not None or getattr(source, at) is None):
            changed[name] = key
    return changed


def counterparts(model: type[Any], keys: Iterable[int | None], locale: int) -> dict[int | None, int]:
    """Key of a term → key of the same term in that language, for those that have one."""
    named = dict(model.objects.filter(pk__in={key for key in keys if key}).values_list("pk", "translation_key"))
    there = model.objects.filter(translation_key__in=named.values(), locale=locale) if named else model.objects.none()
    own = dict(there.values_list("translation_key", "pk"))
    return {key: own[identity] for key, identity in named.items() if identity in own}


def _rows(model: type[Any], pages: Sequence[Any]) -> dict[int, list[Any]]:
    key = parent_key(model)
    rows: dict[int, list[Any]] = defaultdict(list)
    order = [name for name in (ORDER,) if name in {one.name for one in model._meta.fields}]
    for row in model.objects.filter(**{f"{key.name}__in": [page.pk for page in pages]}).order_by(*order, "pk"):
        rows[getattr(row, key.attname)].append(row)
    return rows


def _replaced(model: type[Any], wanted: list[Any], there: list[Any], page: Any) -> list[Any] | None:
    """All of a page's rows that have no language, made anew; None when they were the same."""
    key = parent_key(model)
    own = {model._meta.pk.attname, key.attname}
    columns = [one.attname for one in model._meta.concrete_fields if one.attname not in own]

    def values(row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, one) for one in columns)

    if [values(row) for row in wanted] == [values(row) for row in there]:
        return None
    model.objects.filter(pk__in=[row.pk for row in there]).delete()
    copies = [model(**{key.attname: page.pk}, **dict(zip(columns, values(row), strict=True))) for row in wanted]
    return list(model.objects.bulk_create(copies))


def _followed(name: str, wanted: list[Any], there: list[Any], page: Any, versions: "Versions") -> list[Any] | None:
    """A page's own rows with the values of the source's; None when they had them."""
    sample = next(iter((*wanted, *there)), None)
    if sample is None:
        return None
    model, fields = type(sample), carried(type(sample))
    follows = page.locale_id in versions.followers
    own = {row.translation_key: row for row in there}
    terms = _terms(model, fields, wanted, page.locale_id) if follows else {}
    kept, written = [], set()
    for row in wanted:
        if (target := own.get(row.translation_key)) is not None:
            names = versions.names(fields, page, f"{name}.{row.translation_key}.")
            written |= _taken(target, _values(model, names, row, target) | _named(terms, row, target))
            kept.append(target)
    if written:
        model.objects.bulk_update(kept, sorted(written))
    gone = [row for row in there if row not in kept]
    if fields.has_words or not follows:
        return [*kept, *gone] if written else None
    new = [made for row in wanted if row.translation_key not in own and (made := _made(model, row, page, terms))]
    model.objects.filter(pk__in=[row.pk for row in gone]).delete()
    model.objects.bulk_create(new)
    return [*kept, *new] if written or gone or new else None


def _values(model: type[Any], names: Sequence[str], row: Any, target: Any) -> dict[str, Any]:
    columns = [column(model, name) for name in names]
    return {at: value for at in columns if (value := getattr(row, at)) != getattr(target, at)}


def _terms(model: type[Any], fields: Carried, wanted: list[Any], locale: int) -> dict[str, dict[int | None, int]]:
    """Column of a term → the terms of the source's rows in the other language."""
    columns = {column(model, name): related_model(model, name) for name in fields.terms}
    return {at: counterparts(term, (getattr(row, at) for row in wanted), locale) for at, term in columns.items()}


def _named(terms: dict[str, dict[int | None, int]], row: Any, target: Any) -> dict[str, Any]:
    wanted = {at: found.get(getattr(row, at)) for at, found in terms.items()}
    return {
        at: key
        for at, key in wanted.items()
        if key != getattr(target, at) and (key is not None or getattr(row, at) is None)
    }


def _taken(target: Any, values: dict[str, Any]) -> set[str]:
    """Put values into a row; returns which. What its own rules refuse beside an override waits."""
    before = {at: getattr(target, at) for at in values}
    for at, value in values.items():
        setattr(target, at, value)
    try:
        if values:
            target.validate_constraints()
    except ValidationError:
        for at, value in before.items():
            setattr(target, at, value)
        return set()
    return set(values)


def _made(model: type[Any], row: Any, page: Any, terms: dict[str, dict[int | None, int]]) -> Any | None:
    """The row in the page's language; None while a term of it has no translation there."""
    key = parent_key(model)
    own = {at: found.get(getattr(row, at)) for at, found in terms.items()}
    if any(value is None and getattr(row, at) is not None for at, value in own.items()):
        return None
    values = {at.attname: getattr(row, at.attname) for at in model._meta.concrete_fields}
    values |= own | {model._meta.pk.attname: None, key.attname: page.pk, "locale_id": page.locale_id}
    return model(**values)


def _merged(kept: list[dict[str, Any]], now: list[Any]) -> list[dict[str, Any]]:
    """A draft's rows with the live ones' shared values; words stay the draft's."""
    if not now:
        return []
    fields = carried(type(now[0]))
    live = [get_serializable_data_for_fields(row) for row in now]
    if "translation_key" not in live[0] or not fields.has_words:
        return live
    by_key = {data["translation_key"]: data for data in live}
    names = (*fields.values, *fields.terms)
    return [
        data | {name: by_key[data["translation_key"]][name] for name in names}
        if data.get("translation_key") in by_key
        else data
        for data in kept
    ]
