"""A PDF as bytes that are the same for the same document."""

from io import BytesIO

import pikepdf


def saved(document: pikepdf.Pdf, version: str = "") -> bytes:
    """The file with an identifier made of its content (ISO 32000-1, 14.4), as PDF ``version``, by default its own."""
    if "/ID" in document.trailer:
        del document.trailer.ID  # one from a random number or a clock would be kept as the first half
    target = BytesIO()
    document.save(
        target,
        force_version=version,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return target.getvalue()


def unpacked(document: pikepdf.Pdf, version: str = "") -> bytes:
    """The file as it is quickest to write and to read again, for one that goes into another at once."""
    target = BytesIO()
    document.save(target, force_version=version, compress_streams=False, static_id=True, fix_metadata_version=False)
    return target.getvalue()
