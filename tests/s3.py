"""A server that speaks S3 on this machine, with an empty bucket that its own key alone may read."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import requests
from moto.server import ThreadedMotoServer

KEY = "testing"


@contextmanager
def bucket(name: str) -> Iterator[dict[str, str]]:
    """How boto3 reaches it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    try:
        host, port = server.get_host_and_port()
        options = {
            "endpoint_url": f"http://{host}:{port}",
            "region_name": "eu-west-1",
            "aws_access_key_id": KEY,
            "aws_secret_access_key": KEY,
        }
        requests.post(
            f"{options['endpoint_url']}/moto-api/reset", timeout=10
        )  # buckets outlive a server in its process
        client(options).create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        yield options
    finally:
        server.stop()


def client(options: dict[str, str]) -> Any:
    return boto3.client("s3", **options)


def keys(options: dict[str, str], name: str) -> set[str]:
    """What lies in the bucket."""
    return {one["Key"] for one in client(options).list_objects_v2(Bucket=name).get("Contents", ())}
