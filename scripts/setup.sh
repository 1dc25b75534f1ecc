#!/bin/sh
# Build the virtual environment in .venv from requirements.lock. `make setup` calls this; a second run finds all in place.
#
#   PYTHON       the interpreter to build with (default: the first of python3, python3.11 … that is 3.11 or newer)
#   TORCH_INDEX  where the CPU build of torch is (default: the public index of PyTorch)
set -eu
cd "$(dirname "$0")/.."
venv=.venv
torch_index=${TORCH_INDEX:-https://download.pytorch.org/whl/cpu}
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '\n==> %s\n' "$*"; }
stop() { printf '\nsetup: %s\n' "$*" >&2; exit 1; }
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for name in "${PYTHON:-python3}" python3.11 python3.12 python3.13 python3.14 python; do
        if new_enough "$name"; then echo "$name"; return; fi
        [ -z "${PYTHON:-}" ] || stop "PYTHON=$PYTHON is not a Python 3.11 or newer."
    done
    stop "no Python 3.11 or newer was found: install one (for example: apt-get install python3 python3-venv), or name one with PYTHON=/path/to/python3."
}

if ! new_enough "$venv/bin/python" || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        stop "$python has no venv module: install it (on Debian and Ubuntu: apt-get install python3-venv), then run this again."
    say "1/4 virtual environment in $venv with $("$python" --version)"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi
py=$venv/bin/python

torch=$(sed -n 's/^torch==//p' requirements.lock)
say "2/4 torch $torch"
if command -v nvidia-smi >/dev/null 2>&1 || [ "$(uname -s)" != Linux ]; then
    echo "The usual build (a GPU is here, or the usual build is the CPU build)."
elif "$py" -c "import importlib.metadata as m, sys; sys.exit(m.version('torch').partition('+')[0] != '$torch')" 2>/dev/null; then
    echo "Already there."
elif "$py" scripts/reachable.py "$torch_index/torch/"; then
    "$py" -m pip install --no-deps --index-url "$torch_index" "torch==$torch" ||
        "$py" -m pip install --no-deps "torch==$torch"
else
    echo "$torch_index is out of reach: taking the build that pip finds."
    "$py" -m pip install --no-deps "torch==$torch"
fi

say "3/4 $(grep -c == requirements.lock) packages of requirements.lock"
"$py" -m pip install -r requirements.lock

say "4/4 BudgetBot itself"
"$py" -m pip install --quiet --no-deps --no-build-isolation -e .
touch "$venv/.installed"
say "Ready: $venv/bin/budgetbot"
