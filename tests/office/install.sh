#!/bin/sh
# LibreOffice stands in for Excel in the tests: it is the one independent reader, calculator and
# macro runner there is on Linux. Installed from the system's own packages, once.
set -eu
missing=""
# Not the -nogui package: VBA that sets the status bar needs Calc's window descriptions.
ls /usr/lib/libreoffice/share/config/soffice.cfg/modules/scalc/ui/*.ui >/dev/null 2>&1 || missing="$missing libreoffice-calc"
[ -e /usr/lib/python3/dist-packages/uno.py ] || missing="$missing python3-uno"
command -v pdftoppm >/dev/null 2>&1 || missing="$missing poppler-utils"
fc-list 2>/dev/null | grep -qi liberation || missing="$missing fonts-liberation"
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
  echo "The tests need LibreOffice. Please install:$missing" >&2
  exit 1
fi
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
echo "Installing for the tests:$missing"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
# shellcheck disable=SC2086  # a list of packages
$sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
