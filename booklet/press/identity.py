"""Who and what a PDF says it is: the Info dictionary and the XMP packet, which must agree."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

import pikepdf

_DATE = "%Y-%m-%dT%H:%M:%SZ"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{created}</xmp:CreateDate>
<xmp:ModifyDate>{modified}</xmp:ModifyDate>
<xmp:MetadataDate>{modified}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{document_id}</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>{rendition}</xmpMM:RenditionClass>
<pdf:Producer>{producer}</pdf:Producer>
{standard}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

_STANDARDS = {
    "default": "<pdf:Trapped>False</pdf:Trapped>\n<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
    "screen": "<pdfuaid:part>1</pdfuaid:part>",
}


@dataclass(frozen=True)
class Identity:
    """What an edition's files say about themselves.

    ``created`` and ``modified`` are ISO 8601 in UTC (``2026-01-20T00:00:00Z``; ValueError otherwise), ``language`` is
    a BCP 47 tag. ``document_id`` is any text that stays the same through all versions of the edition and no other
    edition has, for example ``general/az/booklet-a5``; it also names the edition in complaints.
    """

    title: str
    author: str
    language: str
    created: str
    modified: str
    document_id: str
    creator: str
    producer: str

    def __post_init__(self) -> None:
        for date in (self.created, self.modified):
            pdf_date(date)


def pdf_date(date: str) -> str:
    """An ISO 8601 date in UTC as PDF writes it (ISO 32000-1, 7.9.4); ValueError for any other form."""
    return datetime.strptime(date, _DATE).strftime("D:%Y%m%d%H%M%SZ")  # noqa: DTZ007 - the Z stands in the format


def identify(pdf: pikepdf.Pdf, identity: Identity, *, for_press: bool) -> None:
    """Replace Info and XMP: PDF/X-4 for press, PDF/UA-1 otherwise; both carry the same dates and names."""
    info = {
        "/Title": identity.title,
        "/Author": identity.author,
        "/Creator": identity.creator,
        "/Producer": identity.producer,
        "/CreationDate": pdf_date(identity.created),
        "/ModDate": pdf_date(identity.modified),
    }
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary(info))
    if for_press:
        pdf.trailer.Info.Trapped = pikepdf.Name("/False")
    packet = xmp_packet(identity, "default" if for_press else "screen")
    pdf.Root.Metadata = pdf.make_stream(packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    pdf.Root.Lang = pikepdf.String(identity.language)


def xmp_packet(identity: Identity, rendition: str) -> bytes:
    """The XMP packet with its one RDF element; ``rendition`` is ``default`` (press) or ``screen``."""
    texts = {name: escape(value) for name, value in vars(identity).items()}
    texts["document_id"] = str(uuid5(NAMESPACE_URL, f"{identity.document_id}#{rendition}"))
    return _PACKET.format(**texts, rendition=rendition, standard=_STANDARDS[rendition]).encode()
