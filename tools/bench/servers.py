"""Gunicorn, nginx and Varnish as they are deployed: their own files, with other ports and folders put in."""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, which

from . import machine
from .data import ROOT

WORKERS = 2
SETTINGS = "tools.bench.settings"
VCL = ROOT / "deploy/varnish.vcl"
IN_MEMORY = "128m"
NGINX = """
{user}
worker_processes auto;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx-errors.log;
events {{ worker_connections 1024; }}
http {{
    {types}
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-fastcgi;
    uwsgi_temp_path {folder}/nginx-uwsgi;
    scgi_temp_path {folder}/nginx-scgi;
    include {folder}/nginx-site.conf;
    server {{
        listen 127.0.0.1:{files};
        access_log off;
        open_file_cache max=1000;
        root {folder}/files;
    }}
}}
"""


@dataclass(frozen=True)
class Site:
    """What runs in one mode: where readers come in, and who works."""

    port: int
    gunicorn: int
    """The process above the workers."""
    nginx: int
    varnish: int | None

    @property
    def workers(self) -> list[int]:
        return machine.children(self.gunicorn)

    @property
    def in_front(self) -> list[int]:
        """nginx, and Varnish where it runs, with their own processes."""
        return [one for pid in (self.nginx, self.varnish) if pid for one in (pid, *machine.children(pid))]


@dataclass(frozen=True)
class Ports:
    """Drawn once, so that nginx need not start again when the workers do."""

    gunicorn: int
    nginx: int
    files: int
    varnish: int

    @classmethod
    def free(cls) -> "Ports":
        found: set[int] = set()
        while len(found) < 4:
            found.add(machine.free_port())
        return cls(*found)


def lacking() -> list[str]:
    """Debian’s packages without which nothing can be measured."""
    return [package for program, package in (("nginx", "nginx-light"), ("wrk", "wrk")) if not _program(program)]


def has_varnish() -> bool:
    return VCL.exists() and bool(_program("varnishd"))


def _program(name: str) -> str | None:
    return which(name) or which(name, path="/usr/sbin:/usr/local/sbin")


@contextmanager
def serving(
    folder: Path, ports: Ports, environment: Mapping[str, str], *, varnish: bool, settings: str = SETTINGS
) -> Iterator[Site]:
    """The site, from its first answer on; two workers, as many as there are cores on the smallest machine."""
    with ExitStack() as stack:
        told = {**environment, "DJANGO_SETTINGS_MODULE": settings, "WEB_CONCURRENCY": str(WORKERS)}
        gunicorn = stack.enter_context(
            machine.running(_gunicorn(ports.gunicorn), folder / "gunicorn.log", ports.gunicorn, told, cwd=ROOT)
        )
        command = _nginx(folder, ports)
        nginx = stack.enter_context(machine.running(command, folder / "nginx.log", ports.nginx))
        cache = None
        if varnish:
            command = _varnish(folder, ports)
            cache = stack.enter_context(machine.running(command, folder / "varnish.log", ports.varnish)).pid
        yield Site(ports.varnish if varnish else ports.nginx, gunicorn.pid, nginx.pid, cache)


@contextmanager
def worker(folder: Path, environment: Mapping[str, str], name: str) -> Iterator[int]:
    """One cluster of the queue, as it is deployed."""
    told = {**environment, "DJANGO_SETTINGS_MODULE": SETTINGS, "Q_CLUSTER_NAME": name}
    command = [sys.executable, "manage.py", "qcluster", "--name", name]
    with machine.running(command, folder / f"worker-{name}.log", None, told, cwd=ROOT) as process:
        yield process.pid


def _gunicorn(port: int) -> list[str]:
    """The image's command, on a port of ours."""
    written = re.search(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    if written is None:
        raise SystemExit("The Dockerfile has no command any more that the bench could read.")
    words: list[str] = [one for one in json.loads(written[1]) if not one.startswith("--bind")]
    return [sys.executable, "-m", *words, f"--bind=127.0.0.1:{port}"]


def _replaced(text: str, changes: Mapping[str, str], where: str) -> str:
    """Each pattern must be there: what is measured would not be what is deployed."""
    for pattern, value in changes.items():
        text, number = re.subn(pattern, value, text)
        if not number:
            raise SystemExit(f"{where} has no “{pattern}” any more: tools/bench/servers.py has to follow it.")
    return text


def _nginx(folder: Path, ports: Ports) -> list[str]:
    (folder / "files").mkdir(exist_ok=True)
    changes = {
        r"server web:8000;": f"server 127.0.0.1:{ports.gunicorn};",
        r"listen 80\b[^;]*;": f"listen 127.0.0.1:{ports.nginx};",
        r"include caravana/": f"include {folder}/caravana/",
        r"alias /srv/media/;": f"alias {folder}/media/;",
    }
    copytree(ROOT / "deploy/nginx", folder / "caravana", dirs_exist_ok=True)
    for part in (folder / "caravana").iterdir():
        part.write_text(part.read_text("utf-8").replace("/var/log/nginx/", f"{folder}/nginx-"), "utf-8")
    site = _replaced((ROOT / "deploy/nginx.conf").read_text("utf-8"), changes, "deploy/nginx.conf")
    (folder / "nginx-site.conf").write_text(site, "utf-8")
    types = Path("/etc/nginx/mime.types")
    user = "user root;" if os.getuid() == 0 else ""
    told = NGINX.format(
        folder=folder, files=ports.files, user=user, types=f"include {types};" if types.exists() else ""
    )
    (folder / "nginx.conf").write_text(told, "utf-8")
    return [_program("nginx") or "nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)]


def _varnish(folder: Path, ports: Ports) -> list[str]:
    """In front of nginx, as the address of its backend says where it is deployed."""
    changes = {r'\.host = "[^"]*";': '.host = "127.0.0.1";', r'\.port = "[^"]*";': f'.port = "{ports.nginx}";'}
    (folder / "varnish.vcl").write_text(_replaced(VCL.read_text("utf-8"), changes, "deploy/varnish.vcl"), "utf-8")
    return [
        _program("varnishd") or "varnishd", "-F", "-n", str(folder / "varnish"), "-f", str(folder / "varnish.vcl"),
        "-a", f"127.0.0.1:{ports.varnish}", "-s", f"malloc,{IN_MEMORY}",
    ]  # fmt: skip
