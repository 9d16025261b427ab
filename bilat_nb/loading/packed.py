"""A single file packed by gzip, bzip2 or xz."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from dataclasses import replace
from typing import BinaryIO, cast

from bilat_nb.loading.extracts import Blob, Findings, Limits, Options, UnreadableError, too_large
from bilat_nb.loading.kinds import ending_of

_ENDINGS = (".gz", ".bz2", ".xz")


def read(blob: Blob, options: Options) -> Findings:
    """Yield the file that was packed."""
    if blob.depth >= options.limits.max_depth:
        raise UnreadableError("nested too deep", f"{blob.name} is packed {blob.depth} times: unpack it first.")
    raw = _unpacked(blob, options.limits)
    if raw[257:262] == b"ustar":  # a TAR under a bare .gz
        yield replace(blob, name=f"{blob.name}.tar", depth=blob.depth + 1, raw=blob.raw)
        return
    name = blob.name[: -len(ending_of(blob.name))] if ending_of(blob.name) in _ENDINGS else blob.name
    yield replace(blob, raw=raw, name=name, depth=blob.depth + 1)


def _unpacked(blob: Blob, limits: Limits) -> bytes:
    allowed = min(limits.max_bytes, limits.max_ratio * max(len(blob.raw), 10_000))
    try:
        with _stream(blob.raw) as stream:
            raw = stream.read(allowed + 1)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise UnreadableError("damaged file", f"{blob.name} cannot be unpacked: fetch it again.") from error
    if len(raw) > allowed:
        raise too_large(blob.name, limits)
    return raw


def _stream(raw: bytes) -> BinaryIO:
    if raw.startswith(b"BZh"):
        return cast(BinaryIO, bz2.BZ2File(io.BytesIO(raw)))
    if raw.startswith(b"\xfd7zXZ"):
        return cast(BinaryIO, lzma.LZMAFile(io.BytesIO(raw)))
    return cast(BinaryIO, gzip.GzipFile(fileobj=io.BytesIO(raw)))
