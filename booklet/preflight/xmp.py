"""The XMP packet of a PDF as plain properties (ISO 16684-1), read from bytes that may be anything."""

from dataclasses import dataclass, field

from lxml import etree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
}
LIMIT_BYTES = 4_000_000


@dataclass(frozen=True)
class Xmp:
    """Properties by their usual prefix (``dc:title``), each its first text; how many RDF elements there are."""

    properties: dict[str, str] = field(default_factory=dict)
    rdf_elements: int = 0
    mistake: str = ""


def read_xmp(packet: bytes) -> Xmp:
    """The properties of the first RDF element, the only one that readers look at; ``mistake`` where it is no XML."""
    if len(packet) > LIMIT_BYTES:
        return Xmp(mistake=f"it has {len(packet) / 1e6:.0f} MB")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(packet.strip(b"\x00 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Xmp(mistake=str(error).splitlines()[0] if str(error) else "it is no XML")
    found = list(root.iter(f"{_RDF}RDF"))
    return Xmp(_properties(found[0]) if found else {}, len(found))


def _properties(rdf: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for description in rdf.iter(f"{_RDF}Description"):
        for name, value in description.attrib.items():
            found.setdefault(_named(str(name)), str(value))
        for child in description:
            if isinstance(child.tag, str):
                found.setdefault(_named(child.tag), _first_text(child))
    return found


def _first_text(element: etree._Element) -> str:
    texts = (text.strip() for text in element.itertext())
    return next((str(text) for text in texts if text), "")


def _named(tag: str) -> str:
    space, _, name = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(space, space)}:{name}"
