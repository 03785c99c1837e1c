"""Pictures of organisers: judged, and turned into black on white."""

import base64
import io

import pytest
from PIL import Image, ImageFile

from booklet.images import black_data_uri, image_mistake

LOGO = "data/art/logo.png"


def as_file(picture: Image.Image, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def printed(world) -> Image.Image:
    head, _, content = black_data_uri(world.sources, LOGO).partition(",")
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(content)))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_every_kind_of_png_prints_in_shades_of_black(world, mode):
    world.write(LOGO, as_file(Image.new(mode, (4, 3))))

    assert image_mistake(world.sources, LOGO) is None
    assert (printed(world).mode, printed(world).size) == ("L", (4, 3))


def test_a_jpeg_in_inks_prints_in_shades_of_black(world):
    world.write(LOGO, as_file(Image.new("CMYK", (4, 3), (0, 255, 255, 0)), "JPEG"))

    assert image_mistake(world.sources, LOGO) is None
    assert printed(world).mode == "L"


def test_what_is_transparent_becomes_paper(world):
    picture = Image.new("RGBA", (2, 1), (0, 0, 0, 0))
    picture.putpixel((1, 0), (0, 0, 0, 255))
    world.write(LOGO, as_file(picture))

    assert list(printed(world).get_flattened_data()) == [255, 0]


def test_the_same_picture_gives_the_same_bytes(world):
    assert black_data_uri(world.sources, LOGO) == black_data_uri(world.sources, LOGO)


def test_a_library_that_forgives_short_files_is_not_believed(world, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    world.write(LOGO, as_file(Image.effect_noise((200, 200), 50).convert("L"), "JPEG")[:3000])
    mistake = image_mistake(world.sources, LOGO)

    assert mistake is not None
    assert "damaged" in mistake[0]
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


def test_a_mistake_names_the_file_and_what_to_do(world):
    assert image_mistake(world.sources, "data/art/none.png") == (
        "data/art/none.png: this file is missing",
        "restore it, or take out its name",
    )
