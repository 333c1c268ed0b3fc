"""The same with a bucket: a server that speaks S3 on this machine."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management.base import CommandError

from practices.models import PracticePage
from tests import s3

from .conftest import Databases, answers

Run = Callable[..., str]


@pytest.fixture
def bucket(settings: Any) -> Iterator[Any]:
    with s3.bucket("backups") as settings.BACKUP_S3:
        yield s3.client(settings.BACKUP_S3)


def test_a_bucket_holds_backups_as_a_folder_does(site: Databases, bucket: Any, run: Run, settings: Any) -> None:
    settings.BACKUP_TARGET = "s3://backups/caravana"
    assert "is whole." in run("backup")
    assert "of which 0 were new" in run("backup", "--keep-daily", "1")
    assert len(run("backup", "--list").split()) == 1, "the older one was pruned"
    run("erase_personal_data", PracticePage.objects.get().relay_email)
    PracticePage.objects.update(title="Escrita després")
    assert "DIFFERS" not in run("restore", "--replace", "--verify")
    assert (PracticePage.objects.get().title, PracticePage.objects.get().relay_email) == ("Una bona idea", "")
    assert answers() == [200, 200]
    damaged = next(
        one["Key"] for one in bucket.list_objects_v2(Bucket="backups")["Contents"] if "/files/" in one["Key"]
    )
    bucket.put_object(Bucket="backups", Key=damaged, Body=b"something else")
    with pytest.raises(CommandError, match="is damaged"):
        run("backup", "--check", "latest")


def test_uploads_in_a_bucket_are_copied_and_brought_back(
    uploads: dict[str, str], site: Databases, run: Run, settings: Any
) -> None:
    held = s3.keys(uploads, "uploads")
    assert {key.split("/")[1] for key in held} == {"media", "private"}
    told = run("backup")
    assert "Missing" not in told
    client, [lost] = s3.client(uploads), [key for key in held if key.startswith("site/private/")]
    before = client.get_object(Bucket="uploads", Key=lost)["Body"].read()
    client.delete_object(Bucket="uploads", Key=lost)
    client.put_object(Bucket="uploads", Key="site/media/later.txt", Body=b"later")
    told = run("restore", "--replace", "--verify")
    assert "DIFFERS" not in told
    assert f"Files: {len(held)} compared, 0 differ." in told
    assert s3.keys(uploads, "uploads") == held
    assert client.get_object(Bucket="uploads", Key=lost)["Body"].read() == before


def test_a_bucket_that_does_not_answer_is_told(site: Databases, bucket: Any, run: Run, settings: Any) -> None:
    settings.BACKUP_TARGET = "s3://nobodys"
    with pytest.raises(CommandError, match="s3://nobodys"):
        run("backup")
