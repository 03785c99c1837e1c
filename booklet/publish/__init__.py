"""Finished editions → the gallery in ``out/``, and the archive by years in ``dist/``."""

from booklet.publish.gallery import PAGE, Gallery, write_gallery
from booklet.publish.publication import DIST, Publication, publish

__all__ = ["DIST", "PAGE", "Gallery", "Publication", "publish", "write_gallery"]
