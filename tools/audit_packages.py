"""Known vulnerabilities of the packages that the site installs: `make audit-packages`.

pip-audit says that there are none when it could audit nothing, so what it answers is compared with what is pinned.
Exit code 0: every pinned package was audited and none is known to be vulnerable. 1: some are. 2: could not audit.
"""

import argparse
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SERVICE = "https://api.osv.dev/v1/query"
FOUND, COULD_NOT = 1, 2
PATIENCE = 900  # seconds for all packages


@dataclass(frozen=True)
class Pins:
    """What is pinned, and what of it is for other systems than this one."""

    here: dict[str, str]
    elsewhere: list[str]


def pinned(text: str) -> Pins:
    """Read a file of pinned requirements with hashes. ValueError for a line that pins nothing."""
    here: dict[str, str] = {}
    elsewhere: list[str] = []
    for line in re.sub(r"\\\n", " ", text).splitlines():
        words = line.partition("#")[0].partition("--hash")[0].strip()
        if not words:
            continue
        requirement = Requirement(words)
        version = re.fullmatch(r"==([^*]+)", str(requirement.specifier))
        if version is None:
            raise ValueError(f"{words} is not pinned to a version.")
        if requirement.marker is None or requirement.marker.evaluate():
            here[canonicalize_name(requirement.name)] = version[1]
        else:
            elsewhere.append(words)
    return Pins(here, elsewhere)


def asked(requirements: Path, service: str) -> tuple[Any, str]:
    """pip-audit's answer, or None and what it complains of."""
    command = [
        sys.executable, "-m", "pip_audit", "--requirement", str(requirements), "--require-hashes", "--disable-pip",
        "--vulnerability-service", "osv", "--osv-url", service, "--format", "json", "--progress-spinner", "off",
        "--strict",
    ]  # fmt: skip
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return None, f"no answer within {PATIENCE} seconds"
    try:
        return json.loads(run.stdout)["dependencies"], run.stderr
    except (ValueError, KeyError):
        return None, run.stderr.strip()


def judged(pins: Pins, answer: list[dict[str, Any]]) -> int:
    """Say what was found; the exit code."""
    audited: dict[str, str | None] = {
        canonicalize_name(one["name"]): one.get("version") for one in answer if "skip_reason" not in one
    }
    skipped = {one["name"]: one["skip_reason"] for one in answer if "skip_reason" in one}
    unseen = sorted(f"{name}=={version}" for name, version in pins.here.items() if audited.get(name) != version)
    for words in pins.elsewhere:
        print(f"For another system, not audited here: {words}")
    vulnerable = [(one, fault) for one in answer for fault in one.get("vulns", ())]
    for one, fault in vulnerable:
        mended = ", ".join(fault.get("fix_versions") or ()) or "no version yet"
        print(f"{one['name']} {one['version']}: {fault['id']}, mended in {mended}")
    for name, reason in skipped.items():
        print(f"Skipped: {name}: {reason}", file=sys.stderr)
    if unseen or not pins.here:
        print(f"Could not audit {', '.join(unseen) or 'anything: no package is pinned'}.", file=sys.stderr)
    if vulnerable:
        print(f"Known vulnerabilities: {len(vulnerable)}.")
        return FOUND
    if unseen or skipped or not pins.here:
        return COULD_NOT
    print(f"{len(audited)} packages audited, no known vulnerability.")
    return 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requirements", type=Path, default=ROOT / "requirements.txt")
    parser.add_argument("--service", default=SERVICE, help="an address that answers as OSV does")
    options = parser.parse_args()
    try:
        pins = pinned(options.requirements.read_text())
    except ValueError as error:
        print(f"Could not audit: {error}", file=sys.stderr)
        sys.exit(COULD_NOT)
    answer, complaint = asked(options.requirements, options.service)
    if answer is None:
        last = complaint.splitlines()[-1] if complaint else "it said nothing"
        print(f"Could not audit: {options.service} was not asked or did not answer.\n{last}", file=sys.stderr)
        sys.exit(COULD_NOT)
    sys.exit(judged(pins, answer))


if __name__ == "__main__":
    main()
