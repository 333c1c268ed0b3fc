"""A real nginx with the configuration that we ship, on a free port, in a folder of the test's own."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
AROUND = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def written(folder: Path, which: str, *changes: tuple[str, str]) -> Path:
    """One of deploy's files with its includes, its folders and ports those of the test."""
    shutil.copytree(ROOT / "deploy/nginx", folder / "caravana")
    for file in (folder / "caravana").iterdir():
        file.write_text(file.read_text().replace("/var/log/nginx/", f"{folder}/"))
    conf = (ROOT / "deploy" / which).read_text()
    for before, after in (("include caravana/", f"include {folder}/caravana/"), *changes):
        assert before in conf, before
        conf = conf.replace(before, after)
    (folder / "site.conf").write_text(conf)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
    return folder / "nginx.conf"


@contextmanager
def running(conf: Path, port: int) -> Iterator[None]:
    process = subprocess.Popen(["nginx", "-p", conf.parent, "-c", conf])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)
