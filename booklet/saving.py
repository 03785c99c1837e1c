"""A PDF as bytes that are the same for the same document."""

from io import BytesIO
from typing import Any

import pikepdf


def saved(document: pikepdf.Pdf, version: str = "") -> bytes:
    """The file with an identifier made of its content (ISO 32000-1, 14.4), as PDF ``version``, by default its own."""
    if "/ID" in document.trailer:
        del document.trailer.ID  # one from a random number or a clock would be kept as the first half
    return _written(document, force_version=version, deterministic_id=True)


def saved_plain(document: pikepdf.Pdf, version: str = "") -> bytes:
    """The file as it is quickest to write and to read again, for one that is not kept."""
    return _written(document, force_version=version, compress_streams=False, static_id=True)


def _written(document: pikepdf.Pdf, **how: Any) -> bytes:
    target = BytesIO()
    streams = pikepdf.ObjectStreamMode.generate  # few and long writes
    document.save(target, object_stream_mode=streams, fix_metadata_version=False, **how)
    return target.getvalue()
