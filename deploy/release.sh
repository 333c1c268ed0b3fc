#!/usr/bin/env bash
# Puts a version of the site into service without a failed request, and goes back by itself when it cannot serve:
#   deploy/release.sh [commit]          from a clone of the repository, as the site's own user
# It can be run again at any moment; what was stopped half way is taken away by the next run.
#
# Variables: CARAVANA_HOME (/srv/caravana), ENVIRONMENT_FILE (/etc/caravana.env), KEEP (5 releases), WAIT (60 seconds),
# PYTHON (python3), WEB_SOCKET (/run/caravana/web.socket), RESTART (the command that restarts web and workers).
set -euo pipefail

source_folder=$(cd "$(dirname "$0")/.." && pwd)
commit=${1:-HEAD}
home=${CARAVANA_HOME:-/srv/caravana}
environment_file=${ENVIRONMENT_FILE:-/etc/caravana.env}
keep=${KEEP:-5}
wait_seconds=${WAIT:-60}
python=${PYTHON:-python3}
web_socket=${WEB_SOCKET:-/run/caravana/web.socket}
restart=${RESTART:-sudo systemctl restart caravana-web.service caravana-worker@fast.service caravana-worker@slow.service caravana-worker@webhooks.service}

say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*"; }
fail() { say "FAILED: $*" >&2; exit 1; }

# As systemd reads it: one NAME=value a line, whatever the value holds; quotes around it are taken off.
read_environment() {
  local line name value
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in '' | '#'*) continue ;; esac
    name=${line%%=*} value=${line#*=}
    value=${value%\"} value=${value#\"}
    export "$name=$value"
  done < "$environment_file"
}

# Asks /health/ready through a socket until it is well, or the time is over. nginx says https for whoever asks it.
well() {
  local socket=$1 until=$((SECONDS + wait_seconds)) host=${ALLOWED_HOSTS%%,*}
  while [ $SECONDS -lt $until ]; do
    curl --silent --fail --max-time 10 --output /dev/null --unix-socket "$socket" --header "Host: $host" http://site/health/ready && return 0
    sleep 0.5
  done
  curl --silent --max-time 10 --unix-socket "$socket" --header "Host: $host" http://site/health/ready >&2 || true
  return 1
}

switch_to() {
  ln -sfn "$1" "$home/.current.new"
  mv -T "$home/.current.new" "$home/current"
}

new_folder() {
  local number
  number=$(git -C "$source_folder" rev-parse --short "$commit^{commit}") || fail "there is no commit $commit."
  release="$home/releases/$(date -u +%Y%m%dT%H%M%S)-$number"
  say "Copying $number to $release"
  mkdir "$release"
  git -C "$source_folder" archive "$commit" | tar --extract --directory "$release"
}

# One virtual environment for each list of packages: releases with the same packages share it.
packages() {
  local lists=("$release/requirements.txt") hash venv
  [ -z "${EXTRAS:-}" ] || lists+=("$release/requirements-extras.txt")
  hash=$(cat "${lists[@]}" | sha256sum | cut -c1-16)
  venv="$home/venvs/$hash"
  if [ ! -e "$venv/.complete" ]; then
    say "Installing the packages into $venv"
    rm -rf "$venv"
    "$python" -m venv "$venv"
    for list in "${lists[@]}"; do "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$list"; done
    touch "$venv/.complete"
  fi
  ln -s "$venv" "$release/.venv"
}

prepare() {
  cd "$release"
  say "Compiling messages, collecting static files (those of the releases before it stay)"
  .venv/bin/python tools/compile_messages.py
  .venv/bin/python manage.py collectstatic --noinput --verbosity 0
  say "Migrating; the release in service goes on meanwhile, so each migration must suit it as well"
  .venv/bin/python manage.py migrate --noinput
  .venv/bin/python manage.py seed
  .venv/bin/python manage.py check --deploy || say "What is told above keeps parts of the site closed; the release goes on."
}

# The new release has to answer before anybody is sent to it.
try_out() {
  local folder socket status=0
  folder=$(mktemp -d)  # a socket's path has 107 letters at most
  socket="$folder/trial.socket"
  say "Trying it out on a socket of its own"
  WEB_CONCURRENCY=1 .venv/bin/gunicorn --config deploy/gunicorn.conf.py --bind "unix:$socket" &
  local trial=$!
  well "$socket" || status=1
  kill -TERM "$trial" 2>/dev/null || true
  wait "$trial" 2>/dev/null || true
  rm -rf "$folder"
  [ $status = 0 ] || fail "it cannot serve; the release in service was not touched."
}

put_into_service() {
  local before
  before=$(readlink "$home/current" || true)
  touch "$release/.complete"
  say "Switching, and restarting: $restart"
  switch_to "$release"
  if $restart && well "$web_socket"; then
    "$release/.venv/bin/python" "$release/manage.py" purge_caches || say "Caches in front were not told: pages there are old for a while."
    return 0
  fi
  [ -n "$before" ] || fail "the first release does not serve."
  say "It does not serve: going back to $before" >&2
  rm "$release/.complete"
  switch_to "$before"
  $restart
  well "$web_socket" || fail "$before does not serve any more either. Look at its log."
  fail "$before is in service again. Migrations were not undone."
}

tidy() {
  local one in_service
  in_service=$(readlink "$home/current")
  for one in "$home"/releases/*; do
    [ -e "$one/.complete" ] || [ "$one" = "$in_service" ] || { say "Taking away $one, which never served"; rm -rf "$one"; }
  done
  find "$home/releases" -mindepth 1 -maxdepth 1 -type d | sort | head -n "-$keep" | while read -r one; do
    [ "$one" = "$in_service" ] || { say "Taking away $one"; rm -rf "$one"; }
  done
}

[ -r "$environment_file" ] || fail "there is no $environment_file to read (see .env.example)."
mkdir -p "$home/releases" "$home/venvs" "$home/shared"/{static,media,private,var}
exec 9> "$home/.release.lock"
flock --nonblock 9 || fail "another release is going on."
export DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-caravana_site.settings.production}
read_environment
new_folder
packages
prepare
try_out
put_into_service
tidy
say "In service: $release"
