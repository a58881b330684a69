#!/bin/sh
# Chromium, Thai fonts and LibreOffice for the tests: nothing where they are there, else Debian's packages.
# R with haven is used by tests where it is installed, and not installed here.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="chromium"
command -v fc-list >/dev/null 2>&1 && fc-list :lang=th family | grep -q . || missing="$missing fontconfig fonts-thai-tlwg"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui"
[ -n "$missing" ] || exit 0

explain() {
    echo "The tests need:$1. Install them and run 'make test' again." >&2
    echo "On Debian or Ubuntu: sudo apt-get install$1" >&2
    exit 1
}

command -v apt-get >/dev/null 2>&1 || explain " $missing"
[ "$(id -u)" = 0 ] || explain " $missing"
echo "installing $missing"
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >/dev/null || explain " $missing"
