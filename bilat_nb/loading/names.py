"""Names of members of archives: which are refused, and which are none of ours."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_DRIVE = re.compile(r"^[A-Za-z]:")


def refused_name(name: str) -> str | None:
    """Say why the name of a member leads out of its archive; None when it does not.

    Examples
    --------
    >>> refused_name("../../etc/passwd")
    'leads out of its archive'
    """
    path = name.replace("\\", "/")
    if path.startswith("/") or _DRIVE.match(path):
        return "is an absolute path"
    if ".." in PurePosixPath(path).parts:
        return "leads out of its archive"
    return "has a NUL character in its name" if "\x00" in name else None


def skipped(name: str) -> bool:
    """Whether a member is what systems leave behind: hidden files, resource forks, thumbnails."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return hidden or "__MACOSX" in parts or parts[-1:] in (("Thumbs.db",), ("desktop.ini",))
