#!/bin/sh
# Prints the first Python >= 3.13 that really runs. A name on the PATH may be a shim that fails.
works() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 13))' >/dev/null 2>&1
}
for candidate in \
    "$PYTHON" python3.14 python3.13 python3 python \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[3-9]*/bin/python \
    /usr/local/bin/python3.1[3-9] /opt/*/bin/python3.1[3-9] \
    "$(uv python find '>=3.13' 2>/dev/null)"
do
    [ -n "$candidate" ] && works "$candidate" && { command -v "$candidate"; exit 0; }
done
cat >&2 <<'MESSAGE'
pretalx-ofa needs Python 3.13 or newer, and none was found. Install it, for example with
    uv python install 3.13        (https://docs.astral.sh/uv/)
    pyenv install 3.13
    apt install python3.13-venv   (where your system has it)
or say where it is: make demo PYTHON=/path/to/python3.13
MESSAGE
exit 1
