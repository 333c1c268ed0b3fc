"""Files in a bucket: Amazon's, or any storage with the same interface."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3

from caravana_site.common.buckets import CONFIG, FAULTS

from . import BackupError, MissingError

ABSENT = frozenset({"404", "NoSuchKey"})


class BucketTarget:
    """Things under a prefix of a bucket. An upload appears when it is whole, so nothing half written can be seen."""

    def __init__(self, bucket: str, prefix: str, options: dict[str, str]) -> None:
        self.bucket, self.prefix = bucket, f"{prefix}/" if prefix else ""
        self.client: Any = boto3.client("s3", config=CONFIG, **options)

    def names(self, prefix: str) -> dict[str, int]:
        with self._told():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=f"{self.prefix}{prefix}/" if prefix else self.prefix
            )
            return {
                one["Key"].removeprefix(self.prefix): one["Size"] for page in pages for one in page.get("Contents", ())
            }

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        with tempfile.NamedTemporaryFile() as file:  # only its owner can read it
            yield Path(file.name)
            with self._told():
                self.client.upload_file(file.name, self.bucket, f"{self.prefix}{name}")

    @contextmanager
    def reading(self, name: str) -> Iterator[Path]:
        with tempfile.NamedTemporaryFile() as file:
            with self._told():
                self.client.download_file(self.bucket, f"{self.prefix}{name}", file.name)
            yield Path(file.name)

    def remove(self, name: str) -> None:
        with self._told():
            self.client.delete_object(Bucket=self.bucket, Key=f"{self.prefix}{name}")

    def sweep(self) -> None:
        """Nothing to do: what was not uploaded whole is not there."""

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except FAULTS as error:
            told = getattr(error, "response", {}).get("Error", {})
            kind = MissingError if told.get("Code") in ABSENT else BackupError
            raise kind(f"s3://{self.bucket}/{self.prefix}: {error}") from error
