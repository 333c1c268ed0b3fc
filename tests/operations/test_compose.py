"""compose.yaml and what it puts together agree: names, ports, profiles, and files that their own programs read."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml

from tests.operations.nginx import ROOT, free_port, written
from tools.bench import machine

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
VARNISH = shutil.which("varnishd") or "/usr/sbin/varnishd"
DOCKERFILE = (ROOT / "deploy/varnish.Dockerfile").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()


def test_redis_and_varnish_are_chosen_and_everything_else_is_always_there() -> None:
    chosen = {name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service}
    assert chosen == {"redis": ["redis"], "varnish": ["varnish"]}
    for name, service in SERVICES.items():
        for needed, how in (service.get("depends_on") or {}).items():
            assert needed in SERVICES
            assert needed not in chosen or how.get("required") is False, f"{name} would not start without {needed}"
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"], "nobody else is published"


def test_what_is_mounted_and_built_is_there() -> None:
    for service in SERVICES.values():
        build = service.get("build")
        if isinstance(build, dict):
            assert (ROOT / build["context"] / build["dockerfile"]).is_file()
        for volume in service.get("volumes", ()):
            source = volume.split(":")[0]
            assert (ROOT / source).exists() if source.startswith(".") else source in COMPOSE["volumes"], volume


def test_the_example_names_the_same_places() -> None:
    readers, told = re.findall(r'"(?:readers|told)=:(\d+)"', DOCKERFILE)
    assert f"PROXY_TO=varnish:{readers}" in EXAMPLE
    assert f"VARNISH_URLS=http://varnish:{told}" in EXAMPLE
    assert "COMPOSE_PROFILES=redis,varnish" in EXAMPLE


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed (Debian: apt install nginx)")
@pytest.mark.parametrize("behind", ["127.0.0.1:6081", "127.0.0.1:8000"])
def test_nginx_is_led_to_what_stands_behind_it(behind: str, tmp_path: Path) -> None:
    [shell, option, words] = SERVICES["proxy"]["command"]
    made = tmp_path / "default.conf"
    words = words.replace("$$", "$").replace("/etc/nginx/site.conf", f"{ROOT}/deploy/nginx.conf")
    words = words.replace("/etc/nginx/conf.d/default.conf", str(made)).partition(" && ")[0]
    subprocess.run([shell, option, words], check=True, env={"PROXY_TO": behind})
    conf = written(tmp_path, "nginx.conf", ("server web:8000;", f"server {behind};"))
    assert (
        made.read_text().replace("include caravana/", f"include {tmp_path}/caravana/")
        == (tmp_path / "site.conf").read_text()
    )
    done = subprocess.run(["nginx", "-t", "-p", tmp_path, "-c", conf], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def varnish(tmp_path: Path) -> Iterator[Any]:
    """Varnish as its image makes it, but that it runs here: addresses of readers, and of who tells it to forget."""
    recipe = tmp_path / "site.vcl"
    shutil.copyfile(ROOT / "deploy/varnish.vcl", recipe)
    [changed] = re.findall(r"^RUN (sed .*)$", DOCKERFILE, re.MULTILINE)
    subprocess.run(changed.replace("/etc/varnish/site.vcl", str(recipe)), shell=True, check=True)
    assert '.host = "web"' in recipe.read_text()
    # As in a container, no machine of the list is one that asks; «web» is nobody here.
    text = recipe.read_text().replace('"127.0.0.1";', '"192.0.2.1";').replace('.host = "web"', '.host = "127.0.0.1"')
    recipe.write_text(text)
    [command] = re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    readers, told = free_port(), free_port()
    folder = Path("/tmp") / f"varnish-{readers}"  # its folder stands in a socket's path, which may not be long
    words = [VARNISH, "-j", "none", "-n", str(folder), *yaml.safe_load(command)[1:]]
    places = {
        "/etc/varnish/site.vcl": str(recipe), "readers=:6081": f"readers=127.0.0.1:{readers}",
        "told=:6082": f"told=127.0.0.1:{told}", "malloc,256m": "malloc,16m",
    }  # fmt: skip
    try:
        with machine.running([places.get(word, word) for word in words], tmp_path / "varnish.log", readers):
            yield f"http://127.0.0.1:{readers}", f"http://127.0.0.1:{told}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.faults
@pytest.mark.xdist_group("faults")
@pytest.mark.skipif(
    not Path(VARNISH).exists() or not list(Path("/usr/lib").glob("*/varnish/vmods/libvmod_xkey.so")),
    reason="Varnish with xkey is not installed (Debian: apt install varnish varnish-modules)",
)
def test_varnish_is_told_what_to_forget_where_readers_do_not_come(varnish: tuple[str, str]) -> None:
    readers, told = varnish
    forget = {"xkey-purge": "everything"}
    assert requests.request("PURGE", readers, headers=forget, timeout=10).status_code == 405
    assert requests.request("PURGE", told, headers=forget, timeout=10).status_code == 200
