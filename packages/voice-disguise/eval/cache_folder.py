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


def weights_folder() -> Path:
    return cache_folder() / "weights"
