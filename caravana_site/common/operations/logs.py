"""How the log is written: JSON lines where programs read it, plain lines where people do. Settings read this module."""

from typing import Any

import structlog

from .masking import mask_event

FIELDS = ["method", "path", "status", "milliseconds"]
"""What may be given with `extra`. Others (Django's own gives the whole request) stay out."""
SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(allow=FIELDS),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
RENDERERS: dict[str, Any] = {
    "json": structlog.processors.JSONRenderer(ensure_ascii=False),
    "plain": structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0),
}


def logging_settings(form: str) -> dict[str, Any]:
    """For Django's LOGGING, in one of the forms above."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    mask_event,
                    RENDERERS[form],
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "caravana": {"level": "INFO"},
            # Django's own handlers would write the same lines a second time, or post them by e-mail.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
