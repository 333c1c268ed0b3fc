"""Jobs: in the caller's transaction, in the cluster that was named, and never taken twice."""

import pytest
from django.conf import LazySettings
from django.db import transaction
from django_q.models import OrmQ

from caravana_site.common import checks
from caravana_site.common.queue import enqueue


@pytest.mark.django_db
def test_a_rollback_takes_the_job_along() -> None:
    def enqueue_and_fail() -> None:
        with transaction.atomic():
            enqueue("builtins.print", "x")
            raise LookupError

    with pytest.raises(LookupError):
        enqueue_and_fail()
    assert not OrmQ.objects.exists()


@pytest.mark.django_db
def test_each_job_waits_in_its_own_cluster() -> None:
    enqueue("builtins.print", "x")
    enqueue("builtins.print", "x", cluster="slow")
    assert list(OrmQ.objects.order_by("pk").values_list("key", flat=True)) == ["fast", "slow"]


@pytest.mark.parametrize("retry", [5, 60])
def test_a_retry_that_comes_too_early_is_an_error(retry: int, settings: LazySettings) -> None:
    assert checks.a_job_is_never_taken_twice(None) == []
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "timeout": 60, "retry": retry}
    assert [error.id for error in checks.a_job_is_never_taken_twice(None)] == ["caravana.E005"]
