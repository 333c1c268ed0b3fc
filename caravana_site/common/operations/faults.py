"""Reports of faults to Sentry, or what speaks its protocol, where SENTRY_DSN says so. Nothing of a person leaves."""

from typing import Any

from caravana_site.env import EnvironmentVariableError

from .masking import masked

KEPT_OF_A_REQUEST = ("method", "url")


def report_to(address: str, environment: str) -> None:
    """Called by the production settings, once a process."""
    try:
        import sentry_sdk  # noqa: PLC0415  # only there where it is asked for
    except ImportError:
        raise EnvironmentVariableError(
            "SENTRY_DSN", "sentry-sdk is not installed: pip install -r requirements-extras.txt."
        ) from None
    sentry_sdk.init(
        dsn=address,
        environment=environment,
        send_default_pii=False,
        include_local_variables=False,  # they hold what people wrote
        max_request_body_size="never",
        max_breadcrumbs=0,  # queries and lines of the log before the fault
        server_name="",
        before_send=without_persons,
        traces_sample_rate=0.0,
    )


def without_persons(event: Any, hint: Any) -> Any:
    """What goes out: where it failed and why, without cookies, headers, bodies, queries, secret links and e-mails."""
    request = event.get("request") or {}
    event["request"] = {name: request[name].split("?")[0] for name in KEPT_OF_A_REQUEST if name in request}
    event.pop("user", None)
    event.pop("extra", None)
    clean: Any = _masked(event)
    return clean


def _masked(found: Any) -> Any:
    if isinstance(found, str):
        return masked(found)
    if isinstance(found, dict):
        return {name: _masked(value) for name, value in found.items()}
    if isinstance(found, list | tuple):
        return [_masked(value) for value in found]
    return found
