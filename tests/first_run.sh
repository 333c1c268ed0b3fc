#!/usr/bin/env bash
# `make run` as a newcomer has it: a clean checkout, an empty environment, nothing but Python and make.
set -euo pipefail
source=$(cd "$(dirname "$0")/.." && pwd)
folder=$(mktemp -d /tmp/caravana-first-run.XXXXXX)
python=$(command -v python3)
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
server=""
cleanup() { [ -z "$server" ] || kill -TERM -- "-$server" 2>/dev/null || true; rm -rf "$folder"; }
trap cleanup EXIT

git clone --quiet "$source" "$folder/site"
cd "$folder/site"

start() {
  local began=$SECONDS most=$1
  # pip's own settings stay: they say where packages come from on this machine.
  env -i PATH="$(dirname "$python"):/usr/bin:/bin" HOME="$folder" LANG=C.UTF-8 $(env | grep -E '^(PIP_|SSL_|https?_proxy|HTTPS?_PROXY)' || true) \
    setsid make --no-print-directory run PORT="$port" PYTHON="$python" >"$folder/log" 2>&1 &
  server=$!
  until curl -fs -o /dev/null "http://127.0.0.1:$port/ca/"; do
    kill -0 "$server" 2>/dev/null || { cat "$folder/log"; echo "make run ended by itself"; exit 1; }
    [ $((SECONDS - began)) -lt "$most" ] || { cat "$folder/log"; echo "not serving after $most seconds"; exit 1; }
    sleep 0.3
  done
  echo "$2 start: $((SECONDS - began)) seconds (at most $most)"
}

# Every process that works in the checkout, whatever it is called.
processes() { for one in /proc/[0-9]*; do [ "$(readlink "$one/cwd" 2>/dev/null)" != "$folder/site" ] || [ "${one#/proc/}" = $$ ] || [ "${one#/proc/}" = "${BASHPID:-}" ] || tr '\0' ' ' <"$one/cmdline"; done; }

stop() {
  # The whole group of make, as Ctrl+C does; the workers are in sessions of their own.
  kill -INT -- "-$server"
  wait "$server" 2>/dev/null || true
  server=""
  local left="" tries
  for tries in 1 2 3 4 5 6 7 8 9 10; do
    left=$(processes)
    [ -n "$left" ] || return 0
    sleep 2
  done
  echo "processes were left behind after $((tries * 2)) seconds: $left"
  exit 1
}

start 180 first
for path in /es/ /ca/practiques/ /es/paradas/ /admin/login/; do curl -fs -o /dev/null "http://127.0.0.1:$port$path" || { echo "$path does not answer"; exit 1; }; done
grep -q "Demonstration accounts" "$folder/log" || { cat "$folder/log"; echo "no accounts were printed"; exit 1; }
stop
start 10 second
stop
