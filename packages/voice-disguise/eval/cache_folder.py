"""Where the evaluation keeps what it fetches and computes. Standard library only: it is read before anything is installed."""
import hashlib
import os
from pathlib import Path

HERE = Path(__file__).parent


def cache_folder() -> Path:
    """`$XDG_CACHE_HOME/sanctuary/voice-eval-<version>`; the version is that of the pinned packages, so other pins never mix with these."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(given) if os.path.isabs(given) else Path.home() / ".cache"
    pins = b"".join((HERE / name).read_bytes() for name in ("requirements.txt", "weights.txt"))
    return base / "sanctuary" / f"voice-eval-{hashlib.sha256(pins).hexdigest()[:8]}"


def version_of(*patterns: str, data: bytes = b"") -> str:
    """Changes with the content of the evaluation's own files that these patterns name, and with `data`."""
    files = sorted(file for pattern in patterns for file in HERE.glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files) + data).hexdigest()[:8]


def write_whole(file: Path, text: str) -> None:
    """Whoever is stopped meanwhile leaves no half of a file."""
    partial = file.with_name(f"{file.name}.{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(file)


def weights_folder() -> Path:
    return cache_folder() / "weights"
