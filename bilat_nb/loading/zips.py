"""ZIP archives: every member is read as a file of its own. Nothing is ever written to the disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib

from bilat_nb.loading.extracts import Blob, Findings, Limits, Options, UnreadableError, note, too_large
from bilat_nb.loading.names import refused_name, skipped


def read(blob: Blob, options: Options) -> Findings:
    """Yield the members of an archive; a member that cannot be read is told and costs no other."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(blob.raw))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableError("damaged file", f"{blob.name} is not a whole ZIP archive: fetch it again.") from error
    with packed:
        refuse_bombs(packed, blob.name, options.limits)
        for member in packed.infolist():
            if member.is_dir() or skipped(member.filename):
                continue
            try:
                yield blob.member(_member(packed, member, options.limits), member.filename, options.limits)
            except UnreadableError as error:
                yield note(error.kind, f"{blob.name}: {error.detail}")


def refuse_bombs(packed: zipfile.ZipFile, name: str, limits: Limits) -> None:
    """Refuse an archive by what its listing says of the sizes.

    Raises
    ------
    UnreadableError
        If there are too many members, or they are too large, or packed too well to be true.
    """
    members = packed.infolist()
    if len(members) > limits.max_members:
        raise UnreadableError(
            "too large", f"{name} has {len(members):,} members, over {limits.max_members:,}: split it."
        )
    total = sum(member.file_size for member in members)
    if total > limits.max_total:
        raise UnreadableError("too large", f"{name} unpacks to {total:,} bytes, over {limits.max_total:,}: split it.")


def _member(packed: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    """Unpack one member, no further than the limits.

    Raises
    ------
    UnreadableError
        If it has a name that leads elsewhere, is a link, has a password, is too large or damaged.
    """
    name = member.filename
    if why := refused_name(name):
        raise UnreadableError("unsafe name", f"{name} {why}: it was not read.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnreadableError("link", f"{name} is a symbolic link: it was not followed.")
    if member.flag_bits & 1:
        raise UnreadableError("password", f"{name} is protected by a password: unpack it first.")
    if member.file_size > limits.max_bytes:
        raise too_large(name, limits)
    if member.file_size > 1_000_000 and member.file_size > limits.max_ratio * max(member.compress_size, 1):
        raise UnreadableError(
            "too large", f"{name} unpacks to over {limits.max_ratio} times its size: it may be an attack."
        )
    try:
        with packed.open(member) as stream:
            raw = stream.read(limits.max_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(
            "damaged file", f"{name} cannot be unpacked ({error}): fetch the archive again."
        ) from error
    if len(raw) > limits.max_bytes:
        raise too_large(name, limits)
    return raw
