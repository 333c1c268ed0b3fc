"""Where files are: uploads in folders, or in a bucket of any storage that speaks S3."""

from importlib.util import find_spec
from typing import Any

from caravana_site import env


def access(prefix: str, *names: str) -> dict[str, str]:
    """What variables say of how to reach a bucket, under the names that a library has for endpoint, region, key and
    secret. What is not said is found by boto3 itself, as the role of a machine."""
    variables = (f"{prefix}_{word}" for word in ("ENDPOINT", "REGION", "KEY", "SECRET"))
    return {name: value for name, variable in zip(names, variables, strict=True) if (value := env.text(variable, ""))}


CLIENT = ("endpoint_url", "region_name", "aws_access_key_id", "aws_secret_access_key")
BACKUP_S3 = access("BACKUP_S3", *CLIENT)
UPLOADS_BUCKET = env.bucket("UPLOADS_TARGET")  # and the prefix within it; None: MEDIA_ROOT and PRIVATE_ROOT
UPLOADS_S3 = access("UPLOADS_S3", *CLIENT)
IN_FOLDERS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "caravana_site.common.disk_space.WholeFileStorage"},
    "private": {"BACKEND": "caravana_site.common.private_files.PrivateStorage"},
}
UPLOAD_STORAGES = IN_FOLDERS
if UPLOADS_BUCKET:
    if find_spec("storages") is None:
        raise env.EnvironmentVariableError(
            "UPLOADS_TARGET", "django-storages is not installed: pip install -r requirements-extras.txt."
        )
    _options = access("UPLOADS_S3", "endpoint_url", "region_name", "access_key", "secret_key")
    UPLOAD_STORAGES = {
        alias: {
            "BACKEND": f"caravana_site.common.buckets.{kind}",
            "OPTIONS": {"bucket_name": UPLOADS_BUCKET[0], "location": f"{UPLOADS_BUCKET[1]}{folder}", **_options},
        }
        for alias, kind, folder in (("default", "Bucket", "media"), ("private", "PrivateBucket", "private"))
    }
