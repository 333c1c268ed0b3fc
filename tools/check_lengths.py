"""Fails when a Python file of ours has more than 300 lines: then it holds two things."""

import subprocess
import sys
from pathlib import Path

MOST = 300


def main() -> None:
    listed = subprocess.run(["git", "ls-files", "*.py"], capture_output=True, text=True, check=True).stdout.split()
    ours = [Path(name) for name in listed if "/migrations/" not in name]
    long = [
        (path, lines) for path in ours if path.exists() and (lines := len(path.read_text("utf-8").splitlines())) > MOST
    ]
    print(
        "\n".join(f"{path}: {lines} lines, {MOST} at most" for path, lines in long)
        or f"File lengths: {len(ours)} files, none over {MOST} lines."
    )
    sys.exit(bool(long))


if __name__ == "__main__":
    main()
