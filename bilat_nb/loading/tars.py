"""TAR archives, packed or not: every member is read as a file of its own. Nothing is ever written to the disk."""

from __future__ import annotations

import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator

from bilat_nb.loading.extracts import Blob, Findings, Limits, Options, UnreadableError, note, too_large
from bilat_nb.loading.names import refused_name, skipped

_DAMAGED = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError)


def read(blob: Blob, options: Options) -> Findings:
    """Yield the members of an archive; a member that cannot be read is told and costs no other."""
    limits, total, count = options.limits, 0, 0
    try:
        # as a stream: a packed archive is unpacked once, piece by piece, and never whole in memory
        with tarfile.open(fileobj=io.BytesIO(blob.raw), mode="r|*") as packed:
            for member in packed:
                total, count = total + member.size, count + 1
                if total > limits.max_total or total > limits.max_ratio * max(len(blob.raw), 10_000):
                    raise UnreadableError("too large", f"{blob.name} unpacks to over {total:,} bytes: split it.")
                if count > limits.max_members:
                    raise UnreadableError(
                        "too large", f"{blob.name} has over {limits.max_members:,} members: split it."
                    )
                yield from _member(blob, packed, member, limits)
    except _DAMAGED as error:
        raise UnreadableError("damaged file", f"{blob.name} is not a whole TAR archive: fetch it again.") from error


def _member(
    blob: Blob, packed: tarfile.TarFile, member: tarfile.TarInfo, limits: Limits
) -> Iterator[Blob | dict[str, object]]:
    name = member.name
    if member.isdir() or skipped(name):
        return
    if why := refused_name(name):
        yield note("unsafe name", f"{blob.name}: {name} {why}: it was not read.")
    elif member.issym() or member.islnk():
        yield note("link", f"{blob.name}: {name} is a link: it was not followed.")
    elif not member.isreg():
        yield note("unknown format", f"{blob.name}: {name} is a device, not a file.")
    elif member.size > limits.max_bytes:
        yield note("too large", too_large(f"{blob.name}: {name}", limits).detail)
    else:
        stream = packed.extractfile(member)
        try:
            yield blob.member(stream.read() if stream else b"", name, limits)
        except UnreadableError as error:
            yield note(error.kind, error.detail)
