"""Many publish at once, and whoever follows the changes misses none and gets none twice."""

import random
import threading
import time
from collections import Counter

import pytest
from django.db import connection, transaction

from caravana_site.api.models import Change, Document, PendingChange
from caravana_site.api.projection.projector import project_all
from practices.models import Theme
from tests.factories import ThemeFactory

WRITERS = 8
EACH = 15


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_reader_among_many_writers_misses_nothing_and_gets_nothing_twice() -> None:
    themes = [ThemeFactory(key=f"theme-{number}", slug=f"theme-{number}") for number in range(WRITERS)]
    begun = Change.objects.count()
    done, seen, failures = threading.Event(), [], []

    def write(pk: int) -> None:
        try:
            for number in range(EACH):
                with transaction.atomic():  # an editor's, which may take its time
                    theme = Theme.objects.get(pk=pk)
                    theme.name = f"Nom {number}"
                    theme.save()
                    time.sleep(random.random() / 100)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    def follow() -> None:
        last = begun
        while True:
            over = done.is_set()
            found = list(Change.objects.filter(number__gt=last).values_list("number", flat=True))
            seen.extend(found)
            last = found[-1] if found else last
            if over and not found:
                break
        connection.close()

    reader = threading.Thread(target=follow)
    writers = [threading.Thread(target=write, args=(theme.pk,)) for theme in themes]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join(60)
    project_all()
    done.set()
    reader.join(60)
    assert failures == []
    numbers = list(Change.objects.filter(number__gt=begun).values_list("number", flat=True))
    assert seen == numbers, "none is missed, none comes twice, and all come in order"
    assert numbers == list(range(begun + 1, begun + 1 + len(numbers))), "and no number is left out"
    assert not PendingChange.objects.exists()
    for theme in Theme.objects.all():
        row = Document.objects.get(kind="theme", uuid=theme.translation_key)
        assert f'"title":"{theme.name}"' in row.body, "the last word of each is what is read"
    assert min(Counter(Change.objects.values_list("uuid", flat=True)).values()) > 1
