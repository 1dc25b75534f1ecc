#!/bin/sh
# Put everything that an installation without a network needs into one folder: all packages for running, as wheels for
# this platform and this Python, and BudgetBot's own. `make wheelhouse` calls this; docs/air-gapped.md tells the rest.
#
#   WHEELHOUSE   the folder (default: wheelhouse)
#   TORCH_INDEX  where the CPU build of torch is (default: the public index of PyTorch)
set -eu
cd "$(dirname "$0")/.."
folder=${WHEELHOUSE:-wheelhouse}
torch_index=${TORCH_INDEX:-https://download.pytorch.org/whl/cpu}
py=.venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK=1

mkdir -p "$folder"
"$py" scripts/lock.py > "$folder/requirements.txt"
torch=$(sed -n 's/^torch==//p' "$folder/requirements.txt")
if "$py" scripts/reachable.py "$torch_index/torch/"; then
    "$py" -m pip download --quiet --no-deps --dest "$folder" --index-url "$torch_index" "torch==$torch"
else
    echo "$torch_index is out of reach: taking the build of torch that pip finds."
    "$py" -m pip download --quiet --no-deps --dest "$folder" "torch==$torch"
fi
grep -v '^torch==' "$folder/requirements.txt" > "$folder/others.txt"
"$py" -m pip wheel --quiet --no-deps --wheel-dir "$folder" --requirement "$folder/others.txt"
"$py" -m pip download --quiet --no-deps --dest "$folder" pip "setuptools>=77"
"$py" -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir "$folder" .
rm "$folder/others.txt"
echo "$(ls "$folder" | grep -c '\.whl$') wheels, $(du -sh "$folder" | cut -f1), in $folder"
