"""Fonts, colour profiles and the map outline are the files that their hashes, licences and READMEs describe."""

import hashlib
import io
import itertools
import json
import math
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageCms
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
FONTS = ROOT / "templates/shared/fonts"
PROFILES = ROOT / "data/profiles"
FACES = sorted(FONTS.glob("*.otf"))
PRESSES = sorted(PROFILES.glob("*.icc"))

AZERBAIJANI = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz" + "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" + "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
MARKS = "“”‘’„«»–—№§…" + "\u2010\u2011\u202f\u00a0"  # hyphens and fixed spaces cannot be told apart by eye
NEEDED = AZERBAIJANI + RUSSIAN + "wW0123456789" + MARKS

INK_LIMIT = 300.0
KILOMETRES_PER_DEGREE = 111.2


def by_name(path):
    return path.name


def changed(folder, pattern):
    """Files of the folder whose bytes SHA256SUMS does not vouch for, and those it names in vain."""
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    vouched = {(name, digest) for digest, name in (line.split() for line in lines)}
    present = {(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in folder.glob(pattern)}
    return sorted({name for name, _digest in vouched ^ present})


def missing_letters(font, needed):
    return sorted(set(needed) - {chr(code) for code in font.getBestCmap()})


def features(font):
    return {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def header(profile):
    """Device class, colour space of the device, and the space it is measured in (ICC.1, clause 7.2)."""
    return profile[12:16], profile[16:20], profile[20:24]


def rgb_cube(steps=33):
    """An image of ``steps``³ colours spread evenly over RGB, black and white among them."""
    levels = [round(255 * step / (steps - 1)) for step in range(steps)]
    colours = itertools.chain.from_iterable(itertools.product(levels, repeat=3))
    return Image.frombytes("RGB", (steps, steps * steps), bytes(colours))


def heaviest_ink(image):
    """The highest sum of C, M, Y and K of any pixel, in percent."""
    pixels = image.tobytes()
    return max(map(sum, zip(*(pixels[ink::4] for ink in range(4)), strict=True))) / 2.55


def in_ink(profile, intent, flags):
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK", renderingIntent=intent, flags=flags
    )
    return ImageCms.applyTransform(rgb_cube(), transform)


def mainland(outline):
    """The coast from north to south, closed by the western corners of the window."""
    west, south, _east, north = outline["window"]
    return [*outline["coast"][0], [west, south], [west, north]]


def is_inside(point, polygon):
    """Whether a ray to the east crosses the polygon's edge an odd number of times."""
    x, y = point
    crossings = (
        (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay)
        for (ax, ay), (bx, by) in itertools.pairwise([*polygon, polygon[0]])
    )
    return sum(crossings) % 2 == 1


def kilometres_to_line(point, line):
    """Distance to the nearest point of the line, on a plane that is true to scale at the point."""
    squeeze = math.cos(math.radians(point[1]))
    plane = [complex((x - point[0]) * squeeze, y - point[1]) for x, y in line]
    return min(distance_from_origin(a, b) for a, b in itertools.pairwise(plane)) * KILOMETRES_PER_DEGREE


def distance_from_origin(a, b):
    along = 0.0 if a == b else -(a * (b - a).conjugate()).real / abs(b - a) ** 2
    return abs(a + min(1.0, max(0.0, along)) * (b - a))


def outside(outline):
    west, south, east, north = outline["window"]
    points = itertools.chain.from_iterable([*outline["coast"], *outline["borders"]])
    return [point for point in points if not (west <= point[0] <= east and south <= point[1] <= north)]


@pytest.fixture(scope="module")
def outline():
    return json.loads((ROOT / "data/art/outline.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def places():
    listed = YAML(typ="safe").load((ROOT / "data/book/places.yaml").read_text(encoding="utf-8"))
    return {place["id"]: (place["longitude"], place["latitude"]) for place in listed}


@pytest.mark.parametrize(("folder", "pattern"), [(FONTS, "*.otf"), (PROFILES, "*.icc")])
def test_every_font_and_profile_is_the_file_that_was_taken_in(folder, pattern):
    assert changed(folder, pattern) == []
    assert list(folder.glob(pattern))


def test_an_edited_an_added_and_a_lost_file_are_found(tmp_path):
    digest = hashlib.sha256(b"as published").hexdigest()
    (tmp_path / "SHA256SUMS").write_text(f"{digest}  kept.otf\n{digest}  edited.otf\n{digest}  lost.otf\n", "utf-8")
    for name, content in [("kept.otf", b"as published"), ("edited.otf", b"as edited"), ("added.otf", b"")]:
        (tmp_path / name).write_bytes(content)

    assert changed(tmp_path, "*.otf") == ["added.otf", "edited.otf", "lost.otf"]


@pytest.mark.parametrize("name", ["OFL-SourceSerif.txt", "OFL-SourceSans.txt"])
def test_the_licence_of_the_fonts_stands_beside_them(name):
    text = (FONTS / name).read_text(encoding="utf-8")

    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Reserved Font Name" in text


@pytest.mark.parametrize("face", FACES, ids=by_name)
def test_every_face_has_every_letter_of_the_three_languages(face):
    with TTFont(face) as font:
        assert missing_letters(font, NEEDED) == []


def test_a_letter_that_a_face_lacks_is_found():
    with TTFont(FACES[0]) as font:
        assert missing_letters(font, NEEDED + "ქ") == ["ქ"]


@pytest.mark.parametrize("face", FACES, ids=by_name)
def test_small_capitals_are_in_the_upright_faces_and_old_style_digits_in_all(face):
    with TTFont(face) as font:
        italic = bool(font["post"].italicAngle)
        available = features(font)

    assert ({"smcp", "c2sc"} <= available) is not italic
    assert "onum" in available


@pytest.mark.parametrize("face", FACES, ids=by_name)
def test_plain_digits_are_of_equal_width_so_that_columns_of_figures_stand(face):
    with TTFont(face) as font:
        cmap = font.getBestCmap()
        widths = {font["hmtx"][cmap[ord(digit)]][0] for digit in "0123456789"}

    assert len(widths) == 1


@pytest.mark.parametrize("face", FACES, ids=by_name)
def test_every_face_may_be_embedded(face):
    with TTFont(face) as font:
        assert font["OS/2"].fsType == 0


def test_the_font_settings_open_their_own_folder_and_no_other():
    settings = ElementTree.parse(FONTS / "fonts.conf").getroot()

    assert [(folder.get("prefix"), folder.text) for folder in settings.iter("dir")] == [("relative", ".")]
    assert list(settings.iter("include")) == []


@pytest.mark.parametrize("path", PRESSES, ids=by_name)
def test_every_profile_is_a_printer_profile_of_four_inks(path):
    profile = path.read_bytes()

    assert header(profile) == (b"prtr", b"CMYK", b"Lab ")
    assert int.from_bytes(profile[:4], "big") == len(profile) <= 250 * 1024


def test_a_screen_profile_is_not_taken_for_a_press():
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert header(screen)[:2] == (b"mntr", b"RGB ")


@pytest.mark.parametrize("path", PRESSES, ids=by_name)
@pytest.mark.parametrize("flags", [ImageCms.Flags.NONE, ImageCms.Flags.BLACKPOINTCOMPENSATION], ids=["plain", "bpc"])
@pytest.mark.parametrize("intent", list(ImageCms.Intent), ids=lambda intent: intent.name.lower())
def test_no_colour_takes_more_ink_than_the_profile_promises(path, intent, flags):
    assert 200.0 < heaviest_ink(in_ink(str(path), intent, flags)) <= INK_LIMIT


def test_one_pixel_with_too_much_ink_is_found():
    image = Image.new("CMYK", (4, 4), (0, 0, 0, 255))
    image.putpixel((2, 1), (204, 204, 204, 255))

    assert heaviest_ink(image) == pytest.approx(340.0)


@pytest.mark.parametrize("path", PRESSES, ids=by_name)
def test_paper_stays_white_and_black_stays_within_its_limit(path):
    pixels = in_ink(str(path), ImageCms.Intent.PERCEPTUAL, ImageCms.Flags.NONE).tobytes()

    assert pixels[-4:] == bytes(4)
    assert max(pixels[3::4]) <= 0.95 * 255 + 1  # one step of 8 bits, for rounding


@pytest.mark.parametrize("path", PRESSES, ids=by_name)
def test_every_profile_says_what_it_was_made_from_and_has_its_licence_beside_it(path):
    profile = ImageCms.getOpenProfile(io.BytesIO(path.read_bytes())).profile
    licence = path.with_name(path.name + ".license").read_text(encoding="utf-8")
    source = "TR 006-2007" if "tr006" in path.name else "FOGRA39"

    assert source in profile.model
    assert "300 %" in profile.profile_description
    assert "SPDX-License-Identifier: Zlib" in licence
    assert source in licence


def test_the_outline_stays_within_its_window_and_small(outline):
    assert outside(outline) == []
    assert sum(map(len, [*outline["coast"], *outline["borders"]])) <= 600


def test_a_point_outside_the_window_is_found(outline):
    assert outside({**outline, "coast": [[[48.0, 40.0], [53.0, 40.0]]]}) == [[53.0, 40.0]]


def test_the_mainland_runs_from_the_north_edge_to_the_south_edge_and_islands_are_closed(outline):
    _west, south, _east, north = outline["window"]
    shore, *islands = outline["coast"]

    assert (shore[0][1], shore[-1][1]) == (north, south)
    assert islands
    assert all(island[0] == island[-1] for island in islands)


@pytest.mark.parametrize("place", ["place-baku", "place-neftchala", "place-lankaran"])
def test_every_place_lies_on_land_near_the_coast(outline, places, place):
    shore = mainland(outline)

    assert is_inside(places[place], shore)
    assert kilometres_to_line(places[place], outline["coast"][0]) < 15


def test_a_place_in_the_sea_and_one_far_inland_are_found(outline):
    shore = mainland(outline)
    sea, ganja = (50.5, 39.5), (46.36, 40.68)

    assert not is_inside(sea, shore)
    assert is_inside(ganja, shore)
    assert kilometres_to_line(ganja, outline["coast"][0]) > 150


def test_the_distance_to_a_line_is_measured_to_its_nearest_point_not_to_its_ends():
    assert kilometres_to_line((49.0, 40.0), [[48.0, 40.1], [50.0, 40.1]]) == pytest.approx(11.12)
