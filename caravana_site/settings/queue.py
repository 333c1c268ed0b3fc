"""The queue: Wagtail's own tasks run at once (a publication's at its end), ours in django-q2's clusters."""

from typing import Any

TASKS = {"default": {"BACKEND": "caravana_site.common.index_tasks.Backend"}}

_CLUSTER: dict[str, Any] = {
    "orm": "default",
    "workers": 1,
    "ack_failures": False,  # a failure stays in the queue until max_attempts
    "max_attempts": 4,
    "save_limit": 500,
    "catch_up": False,
    "compress": False,
    "label": "Queue",
    "max_rss": 400_000,
}
Q_CLUSTER = {
    **_CLUSTER,
    "name": "fast",
    "timeout": 60,
    "retry": 90,  # above timeout: otherwise a long job runs twice
    "poll": 0.2,
    "scheduler": False,
    "ALT_CLUSTERS": {
        "slow": {**_CLUSTER, "name": "slow", "timeout": 1800, "retry": 1900, "poll": 1, "scheduler": True},
        "webhooks": {**_CLUSTER, "name": "webhooks", "timeout": 60, "retry": 90, "poll": 1, "scheduler": False},
    },
}
