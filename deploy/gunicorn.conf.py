"""How gunicorn serves the site: `gunicorn --config deploy/gunicorn.conf.py`.

WEB_CONCURRENCY says with how many processes. A socket that systemd hands over is taken by itself;
elsewhere say `--bind`.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from caravana_site import env  # noqa: E402  # the path comes first
from caravana_site.common.operations.logs import logging_settings  # noqa: E402  # as above

wsgi_app = "caravana_site.wsgi"
preload_app = True  # loaded once: whatever ends a worker, the next one serves in a moment
chdir = str(ROOT)
worker_class = "gthread"
threads = 4
timeout = 60  # seconds; nginx waits five more
graceful_timeout = 30
keepalive = 65  # longer than the proxy in front keeps a connection
max_requests = 20_000  # whatever a library leaks goes with its process; a new one has to learn what many pages share
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # a heartbeat must not wait for a disk
control_socket_disable = True  # systemd and signals say what to do
accesslog = None  # the site writes its own line, which names nobody (common/operations/requests.py)
LOGS = logging_settings(env.one_of("LOG_FORMAT", ("json", "plain"), "json"))
logconfig_dict = {**LOGS, "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["console"], "propagate": False}}}

METRICS = Path(worker_tmp_dir or tempfile.gettempdir()) / f"caravana-metrics-{os.getpid()}"
raw_env = [f"PROMETHEUS_MULTIPROC_DIR={METRICS}"]
"""What each process counts lies in a file of its own, so that whichever is asked for /metrics tells of all. In memory:
these files are mapped, and a full disk would end whoever counts (SIGBUS)."""
METRICS.mkdir(mode=0o700, exist_ok=True)  # the site is loaded next, and wants it


def on_starting(server: Any) -> None:
    """What a process of the same number left is not ours; nothing has been counted yet."""
    shutil.rmtree(METRICS, ignore_errors=True)
    METRICS.mkdir(mode=0o700)


def child_exit(server: Any, worker: Any) -> None:
    """What it was doing is over; what it counted stays, added to that of those before it."""
    from caravana_site.common.operations.counts import keep  # noqa: PLC0415  # after PROMETHEUS_MULTIPROC_DIR is set

    keep(worker.pid, METRICS)


def on_exit(server: Any) -> None:
    shutil.rmtree(METRICS, ignore_errors=True)
