"""What systemd does for caravana-web: holds the socket, starts gunicorn with it, and restarts it on SIGHUP.

python socket_holder.py <socket> <folder that `current` is in> <file that says how often it has started>
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

COMMAND = 'export LISTEN_PID=$$; exec current/.venv/bin/gunicorn --config "$(readlink current)/deploy/gunicorn.conf.py"'


def hear() -> None:
    """What this process waits for must reach gunicorn as well."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP, signal.SIGTERM})


def main(path: str, folder: str, started: str) -> None:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(path)
    listening.listen(2048)
    os.dup2(listening.fileno(), 3)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP, signal.SIGTERM})
    times = 0
    while True:
        site = subprocess.Popen(
            ["sh", "-c", COMMAND], cwd=folder, env={**os.environ, "LISTEN_FDS": "1"}, pass_fds=[3],
            preexec_fn=hear,  # noqa: PLW1509  # there is one thread
        )  # fmt: skip
        times += 1
        Path(started).write_text(str(times))
        asked = signal.sigwait({signal.SIGHUP, signal.SIGTERM})
        site.terminate()
        site.wait(40)
        if asked == signal.SIGTERM:
            return


if __name__ == "__main__":
    main(*sys.argv[1:])
