"""The two deliveries: a PDF/X-4 for press and a PDF/UA-1 for screens, from what WeasyPrint wrote."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import pikepdf

from booklet.press.colour import Ink, exchange_inks, replace_inks, screen_colours, unknown_ink
from booklet.press.identity import Identity, identify
from booklet.press.labels import page_label_tree
from booklet.press.marks import without_marks
from booklet.press.painted import Fault, Painted, painted, space_name
from booklet.problems import PressError, Problem
from booklet.saving import saved, saved_plain

_PRESS_ROOT = {"/Type", "/Pages", "/Lang"}
_PRESS_PAGE = {"/Type", "/Parent", "/Resources", "/Contents"}
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
_TOLERANCE_PT = 0.01
_PRINT_FLAG = 4
_UNMOVED = pikepdf.Array([1, 0, 0, 1, 0, 0])

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class OutputIntent:
    """The printing condition: its registered ``identifier`` (``FOGRA39``), name, description, registry and profile.

    ``profile`` holds the bytes of a CMYK output profile (ICC class ``prtr``); ValueError otherwise.
    """

    identifier: str
    condition: str
    info: str
    registry: str
    profile: bytes

    def __post_init__(self) -> None:
        if self.profile[12:20] != b"prtrCMYK":
            raise ValueError(f"the profile of {self.identifier} is not an output profile for CMYK")


@dataclass(frozen=True)
class Boxes:
    """Trimmed size of every page and the bleed round it, in points of 1/72 inch."""

    trim_width_pt: float
    trim_height_pt: float
    bleed_pt: float


def press_file(  # noqa: PLR0913 - each has its own name in the call
    pdf: bytes,
    *,
    boxes: Boxes,
    intent: OutputIntent,
    identity: Identity,
    bound: bool = True,
    numbers: Sequence[int] | None = None,
    packed: bool = True,
) -> bytes:
    """A PDF/X-4 (ISO 15930-7) from a ``pdf/x-4`` or ``pdf/ua-1`` of WeasyPrint; the same input gives the same bytes.

    Every page gets MediaBox = BleedBox = trim and bleed, from 0,0. Links, tags, bookmarks and names go. Pages that are
    not ``bound`` say that each is a sheet of its own (PageLayout, ISO 32000-1, table 28). PressError lists what would
    not print: a colour, picture or blending group outside DeviceCMYK, a gradient, a wrong page size; ``numbers``
    are those of the pages in the edition (from 1), if they are but a part of it. What is not ``packed`` goes into
    another file at once, or is not kept.
    """
    with _opened(pdf, identity) as document:
        found = painted(document)
        _refuse(identity, [*found.faults, *_not_for_press(found), *_wrong_sizes(document, boxes)], numbers)
        _unmark(found)
        _move_to_origin(document, found, boxes)
        _keep_only(document.Root, _PRESS_ROOT)
        document.Root.OutputIntents = pikepdf.Array([_output_intent(document, intent)])
        if not bound:
            document.Root.PageLayout = pikepdf.Name.SinglePage
        _pack_forms(found)
        identify(document, identity, for_press=True)
        return saved(document, "1.6") if packed else saved_plain(document, "1.6")


def screen_file(  # noqa: PLR0913 - each has its own name in the call
    pdf: bytes,
    *,
    boxes: Boxes,
    identity: Identity,
    palette: Mapping[Ink, str],
    page_labels: Sequence[str] | None = None,
    picture_profile: bytes | None = None,
    numbers: Sequence[int] | None = None,
    packed: bool = True,
) -> bytes:
    """A PDF/UA-1 (ISO 14289-1) in sRGB, cut to the trim, from a ``pdf/ua-1`` of WeasyPrint; tags and links stay.

    ``palette`` gives ``#rrggbb`` by inks from 0 to 1, ``page_labels`` one label a page (ValueError if not), and
    ``picture_profile`` the ICC profile of CMYK pictures. PressError lists every ink outside the palette, pictures
    without a profile, gradients, colours that are no inks, wrong page sizes, and a file without tags. ``numbers`` and
    ``packed`` as in `press_file`.
    """
    with _opened(pdf, identity) as document:
        found = painted(document)
        faults = [*found.faults, *_without_screen_colour(found, palette), *_wrong_sizes(document, boxes)]
        faults += [*_pictures_without_profile(found, picture_profile), *_without_tags(document)]
        _refuse(identity, faults, numbers)
        colours = screen_colours(palette)
        for content in found.contents:
            content.stream.write(replace_inks(content.data, colours))
        _pack_forms(found)
        for _, group in found.blending:
            group.CS = pikepdf.Name.DeviceRGB
        _give_profile(document, found, picture_profile)
        for page in document.pages:
            _cut_to_trim(page)
            _let_links_print(page)
        _set_catalog(document, page_labels)
        identify(document, identity, for_press=False)
        return saved(document, "1.7") if packed else saved_plain(document, "1.7")


def with_inks(press: bytes, inks: Mapping[Ink, Ink], *, identity: Identity) -> bytes:
    """A press file with each ink that is a key of ``inks`` exchanged for its value, all else as it was.

    For an office printer that prints the colour of the paper. PressError where the file is none of ours.
    """
    with _opened(press, identity) as document:
        found = painted(document)
        _refuse(identity, found.faults)
        for content in found.contents:
            content.stream.write(exchange_inks(content.data, inks))
        return saved(document, "1.6")


def embedded_fonts(pdf: bytes) -> list[str]:
    """Names of the embedded fonts, without their subset tags (``ABCDEF+``), each once and sorted."""
    with pikepdf.open(BytesIO(pdf)) as document:
        descriptors = [item for item in document.objects if _is_embedded(item)]
        return sorted({str(font["/FontName"])[1:].rpartition("+")[2] for font in descriptors})


def _is_embedded(item: pikepdf.Object) -> bool:
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    return isinstance(item, pikepdf.Dictionary) and "/FontName" in item and any(name in item for name in files)


def _opened(pdf: bytes, identity: Identity) -> pikepdf.Pdf:
    try:
        return pikepdf.open(BytesIO(pdf))
    except pikepdf.PdfError as error:
        raise PressError(Problem(identity.document_id, None, "error", f"the PDF cannot be read: {error}")) from error


# ── refusals ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _refuse(identity: Identity, faults: Iterable[Fault], numbers: Sequence[int] | None = None) -> None:
    def place(fault: Fault) -> int:
        return fault.page if numbers is None else numbers[fault.page - 1]

    problems = [
        Problem(identity.document_id, None, "error", f"page {place(fault)}: {fault.message}", fault.hint)
        for fault in sorted(dict.fromkeys(faults))
    ]
    if problems:
        raise PressError(*problems)


def _not_for_press(found: Painted) -> Iterator[Fault]:
    for page, picture in found.pictures:
        space = "no colour space" if "/ColorSpace" not in picture else space_name(picture["/ColorSpace"])
        if space not in {"/DeviceCMYK", "/DeviceGray"}:
            yield Fault(page, f"a picture is in {space}", "convert the picture to CMYK first")
    for page, group in found.blending:
        if group["/CS"] != "/DeviceCMYK":
            message = f"a transparent group blends in {space_name(group['/CS'])}"
            yield Fault(page, message, "write the file with the output intent device-cmyk")


def _without_screen_colour(found: Painted, palette: Mapping[Ink, str]) -> Iterator[Fault]:
    colours = screen_colours(palette)
    for ink, page in found.inks.items():
        if ink not in colours:
            yield Fault(page, unknown_ink(ink), "use a colour of the palette, or add this one to it")


def _pictures_without_profile(found: Painted, profile: bytes | None) -> Iterator[Fault]:
    for page, picture in found.pictures:
        if profile is None and picture.get("/ColorSpace") == "/DeviceCMYK":
            yield Fault(page, "a CMYK picture has no profile for screens", "give the profile it was converted with")


def _without_tags(document: pikepdf.Pdf) -> Iterator[Fault]:
    if "/StructTreeRoot" not in document.Root:
        yield Fault(1, "the file has no tags", "write it as pdf/ua-1")


def _wrong_sizes(document: pikepdf.Pdf, boxes: Boxes) -> Iterator[Fault]:
    wanted = (boxes.trim_width_pt, boxes.trim_height_pt)
    hint = "give @page the size and the bleed of the format"
    for number, page in enumerate(document.pages, start=1):
        left, bottom, right, top = _box(page.trimbox)
        if max(abs(right - left - wanted[0]), abs(top - bottom - wanted[1])) > _TOLERANCE_PT:
            size = f"{right - left:.2f} × {top - bottom:.2f} pt"
            yield Fault(number, f"the trimmed page is {size}, not {wanted[0]:.2f} × {wanted[1]:.2f} pt", hint)
        if boxes.bleed_pt - _narrowest_bleed(page) > _TOLERANCE_PT:
            yield Fault(number, f"the bleed is {_narrowest_bleed(page):.2f} pt, not {boxes.bleed_pt:.2f} pt", hint)


def _narrowest_bleed(page: pikepdf.Page) -> float:
    media, trim = _box(page.mediabox), _box(page.trimbox)
    return min(trim[0] - media[0], trim[1] - media[1], media[2] - trim[2], media[3] - trim[3])


def _box(array: pikepdf.Array) -> Box:
    left, bottom, right, top = (float(value) for value in array.as_list())
    return left, bottom, right, top


# ── press ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _unmark(found: Painted) -> None:
    for content in found.contents:
        unmarked = without_marks(content.data)
        if unmarked != content.data:
            content.stream.write(unmarked)


def _move_to_origin(document: pikepdf.Pdf, found: Painted, boxes: Boxes) -> None:
    # WeasyPrint puts the trim at 0,0 and the bleed below it; imposers and layout programs misplace such pages.
    # A translation before the page's own stream moves everything except patterns, which hang on the page itself.
    shifts = [_shift(page, boxes) for page in document.pages]
    moves = {shift: document.make_stream(b"1 0 0 1 %.6f %.6f cm\n" % shift) for shift in dict.fromkeys(shifts)}
    for page, shift in zip(document.pages, shifts, strict=True):
        page.obj.Contents = pikepdf.Array([moves[shift], page.obj.Contents])
        _keep_only(page.obj, _PRESS_PAGE)
        _set_press_boxes(page, boxes)
    for number, pattern in found.page_patterns:
        pattern.Matrix = _moved(pattern.get("/Matrix", _UNMOVED), shifts[number - 1])


def _shift(page: pikepdf.Page, boxes: Boxes) -> tuple[float, float]:
    left, bottom, _, _ = _box(page.trimbox)
    return boxes.bleed_pt - left, boxes.bleed_pt - bottom


def _moved(matrix: pikepdf.Object, shift: tuple[float, float]) -> pikepdf.Array:
    *turn, right, up = (float(value) for value in matrix.as_list())
    return pikepdf.Array([*turn, right + shift[0], up + shift[1]])


def _set_press_boxes(page: pikepdf.Page, boxes: Boxes) -> None:
    bleed = boxes.bleed_pt
    right, top = bleed + boxes.trim_width_pt, bleed + boxes.trim_height_pt
    page.obj.MediaBox = pikepdf.Array([0, 0, right + bleed, top + bleed])
    page.obj.BleedBox = page.obj.MediaBox
    page.obj.TrimBox = pikepdf.Array([bleed, bleed, right, top])


def _keep_only(dictionary: pikepdf.Object, names: set[str]) -> None:
    for name in set(dictionary.keys()) - names:
        del dictionary[name]


def _output_intent(document: pikepdf.Pdf, intent: OutputIntent) -> pikepdf.Object:
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFX,
            OutputConditionIdentifier=pikepdf.String(intent.identifier),
            OutputCondition=pikepdf.String(intent.condition),
            RegistryName=pikepdf.String(intent.registry),
            Info=pikepdf.String(intent.info),
            DestOutputProfile=_profile(document, intent.profile),
        )
    )


def _profile(document: pikepdf.Pdf, profile: bytes) -> pikepdf.Object:
    stream = pikepdf.Stream(document, deflated(profile), N=4, Alternate=pikepdf.Name.DeviceCMYK)
    stream.Filter = pikepdf.Name.FlateDecode
    return document.make_indirect(stream)


def _pack_forms(found: Painted) -> None:
    """A drawing has thousands of curves, and is the same in every edition."""
    for content in found.contents:
        if content.stream.get("/Subtype") == "/Form":
            content.stream.write(deflated(content.stream.read_bytes()), filter=pikepdf.Name.FlateDecode)


@lru_cache(maxsize=32)
def deflated(content: bytes) -> bytes:
    """A profile or a drawing as it stands in every file: it is larger than a page, and the same each time."""
    return zlib.compress(content, 9)


# ── screen ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _give_profile(document: pikepdf.Pdf, found: Painted, profile: bytes | None) -> None:
    pictures = [picture for _, picture in found.pictures if picture.get("/ColorSpace") == "/DeviceCMYK"]
    if profile is not None and pictures:
        space = document.make_indirect(pikepdf.Array([pikepdf.Name.ICCBased, _profile(document, profile)]))
        for picture in pictures:
            picture.ColorSpace = space


def _cut_to_trim(page: pikepdf.Page) -> None:
    trim = pikepdf.Array(_box(page.trimbox))
    _keep_only(page.obj, set(page.obj.keys()) - set(_BOXES))
    page.obj.MediaBox = trim


def _let_links_print(page: pikepdf.Page) -> None:
    for annotation in page.obj.get("/Annots", pikepdf.Array()):
        annotation.F = int(annotation.get("/F", 0)) | _PRINT_FLAG


def _set_catalog(document: pikepdf.Pdf, page_labels: Sequence[str] | None) -> None:
    root = document.Root
    if "/OutputIntents" in root:
        del root.OutputIntents
    preferences = root.get("/ViewerPreferences", pikepdf.Dictionary())
    preferences.DisplayDocTitle = True
    root.ViewerPreferences = preferences
    if page_labels is not None:
        root.PageLabels = page_label_tree(page_labels, len(document.pages))
