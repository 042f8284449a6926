from __future__ import annotations

import base64
import gzip
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.images.clean import examine
from bot.images.formats.container import Kind
from bot.images.formats.svg import SVG, tree, values
from bot.images.results import Category, Cleaned, Format, Options, Reason, Rejected
from bot.images.sniff import sniff
from bot.images.verify import READERS

HEAD = '<svg xmlns="http://www.w3.org/2000/svg"'
SPACES = (
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
    ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def drawing(inside: str, attributes: str = "") -> bytes:
    return f"{HEAD}{SPACES} {attributes}>{inside}</svg>".encode()


def strip(data: bytes) -> str:
    return SVG.strip(data, Options()).data.decode()


def inside(data: bytes) -> str:
    """What stands between the tags of the cleaned root."""
    return strip(data).partition(">")[2].removesuffix("\n").removesuffix("</svg>")


def blocks(data: bytes) -> list[tuple[Kind, str, bytes]]:
    return [(block.kind, block.name, block.data) for block in SVG.parse(data).blocks]


@pytest.mark.parametrize(
    "secret",
    [
        "<!-- PLANTED -->",
        "<title>PLANTED</title>",
        "<desc>PLANTED</desc>",
        "<metadata>PLANTED</metadata>",
        "<?app PLANTED?>",
        "<inkscape:grid id='PLANTED'/>",
        "<script>PLANTED</script>",
        "<foreignObject><p>PLANTED</p></foreignObject>",
        "<g inkscape:label='PLANTED'/>",
        "<g data-name='PLANTED'/>",
        "<g aria-label='PLANTED'/>",
        "<g onclick='PLANTED'/>",
        "<g id='PLANTED'/>",
        "<g class='PLANTED'/>",
        "<g style='-inkscape-font-specification:PLANTED'/>",
        "<g fill='url(http://PLANTED/)'/>",
        "<g style='fill:url(PLANTED.svg#a)'/>",
        "<image href='http://PLANTED/a.png'/>",
        "<image href='data:image/png;base64,PLANTED'/>",
        "<use href='PLANTED.svg#a'/>",
        "<a href='http://PLANTED/'><path d='M0 0'/></a>",
        "<style>@import 'PLANTED';</style>",
        "<style>@font-face{font-family:x;src:url(data:PLANTED)}</style>",
        "<style>/* PLANTED */ .PLANTED{fill:red}</style><g class='PLANTED'/>",
        "<style>.x{--PLANTED:red;fill:var(--PLANTED)}</style><g class='x'/>",
        "<defs><path id='PLANTED' d='M1 1'/></defs>",
        "<g display='none'><text>PLANTED</text></g>",
        "<g style='display:none'><text>PLANTED</text></g>",
        "<filter id='f'><feFlood result='PLANTED'/></filter><g filter='url(#f)'/>",
        "<animate attributeName='href' to='PLANTED'/>",
        "<path d='M0 0 PLANTED'/>",
        "stray PLANTED text",
    ],
)
def test_nothing_but_the_drawing_remains(secret: str) -> None:
    data = drawing(secret + "<rect width='4' height='4'/>")
    cleaned = SVG.strip(data, Options()).data
    assert b"PLANTED" not in cleaned
    assert b'<rect height="4" width="4"/>' in cleaned
    assert list(READERS[Format.SVG](cleaned)) == []


def test_what_goes_is_told() -> None:
    data = drawing(
        "<!--made by--><title>Plan</title><desc>of a house</desc><g inkscape:label='Layer'/>"
        "<metadata><rdf:RDF><rdf:Description><dc:creator>Zoe</dc:creator></rdf:Description>"
        "</rdf:RDF></metadata><use href='other.svg#a'/>"
    )
    found = blocks(data)
    assert [(kind, name) for kind, name, _ in found] == [
        (Kind.TEXT, "Comment"),
        (Kind.TEXT, "Title"),
        (Kind.TEXT, "Description"),
        (Kind.TEXT, "label"),
        (Kind.XMP, ""),
        (Kind.TEXT, "Source"),
    ]
    assert Category.PERSON in examine(data).cleaned.removed


def test_references_and_classes_get_neutral_names() -> None:
    data = drawing(
        "<style>.Smith, #House > path {fill:red}</style><defs><linearGradient id='Zoe'>"
        "<stop stop-color='red'/></linearGradient></defs>"
        "<g id='House'><path class='Smith' d='M0 0' stroke='url( &quot;#Zoe&quot; )'/></g>"
        "<use xlink:href='#House'/>"
    )
    assert inside(data) == (
        "<style>.c1,#i2 &gt; path{fill:red}</style>"
        '<defs><linearGradient id="i1"><stop stop-color="red"/></linearGradient></defs>'
        '<g id="i2"><path class="c1" d="M0 0" stroke="url(#i1)"/></g>'
        '<use xlink:href="#i2"/>'
    )


def test_what_is_defined_stays_where_something_shown_refers_to_it() -> None:
    chain = "<defs><g id='a'><use href='#b'/></g><g id='b'><path d='M1 1'/></g><g id='c'/></defs>"
    assert inside(drawing(chain)) == ""
    shown = inside(drawing(chain + "<use href='#a'/>"))
    assert 'd="M1 1"' in shown
    assert shown.count("<g ") == 2


def test_hidden_parts_stay_where_a_style_sheet_may_show_them() -> None:
    hidden = "<g style='display:none'><path d='M1 1'/></g>"
    assert inside(drawing(hidden)) == ""
    sheet = "<style>@media print{g{display:inline}}</style>"
    assert 'd="M1 1"' in inside(drawing(sheet + hidden))


def test_text_stays_letter_for_letter() -> None:
    data = drawing(
        "<text xml:space='preserve'> a &amp; <tspan>b</tspan>\n<title>c</title> d</text>"
    )
    assert inside(data) == ('<text xml:space="preserve"> a &amp; <tspan>b</tspan>\n d</text>')


def test_animations_stay_and_wait_for_each_other() -> None:
    data = drawing(
        "<rect><animate id='First' attributeName='x' from='0' to='9' dur='1s'/>"
        "<set attributeName='fill' to='red' begin='First.end+1s'/></rect>"
    )
    assert inside(data) == (
        '<rect><animate attributeName="x" dur="1s" from="0" id="i1" to="9"/>'
        '<set attributeName="fill" begin="i1.end+1s" to="red"/></rect>'
    )


def test_key_frames_and_media_rules_stay() -> None:
    sheet = "@keyframes Turn{from{opacity:0}to{opacity:1}} @media (max-width:9px){.a{fill:red}}"
    data = drawing(f"<style>{sheet} .a{{animation:Turn 1s}}</style><g class='a'/>")
    assert inside(data) == (
        "<style>@keyframes k1{from{opacity:0}to{opacity:1}}"
        '@media (max-width:9px){.c1{fill:red}}.c1{animation:k1 1s}</style><g class="c1"/>'
    )


def test_entities_that_draw_are_expanded() -> None:
    doctype = '<!DOCTYPE svg [<!ENTITY colour "red"><!ENTITY ns "http://www.w3.org/2000/svg">]>'
    data = f'{doctype}<svg xmlns="&ns;"><g fill="&colour;"/></svg>'.encode()
    assert inside(data) == '<g fill="red"/>'


def test_entities_that_unfold_without_end_are_refused() -> None:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    doctype = f'<!DOCTYPE svg [<!ENTITY e0 "{"x" * 20}">{laughs}]>'
    data = f"{doctype}{HEAD}><text>&e8;</text></svg>".encode()
    with pytest.raises(Rejected) as refusal:
        SVG.parse(data)
    assert refusal.value.reason is Reason.DAMAGED


def test_nothing_outside_the_file_is_read() -> None:
    doctype = '<!DOCTYPE svg [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    data = f"{doctype}{HEAD}><text>a&file;b</text></svg>".encode()
    assert inside(data) == "<text>ab</text>"


def test_embedded_pictures_are_cleaned_and_told(pictures) -> None:
    jpeg = pictures.in_header(pictures.jpeg, pictures.segment(0xFE, pictures.secret))
    address = f"data:image/png;base64,{base64.b64encode(jpeg).decode()}"
    data = drawing(f"<image width='9' height='9' xlink:href='{address}'/>")
    _, _, body = strip(data).partition("data:image/jpeg;base64,")
    picture = base64.b64decode(body.partition('"')[0])
    assert pictures.secret not in picture
    assert pictures.pixels(picture) == pictures.pixels(jpeg)
    assert (Kind.TEXT, "Comment", pictures.secret) in blocks(data)


def test_prefixes_are_resolved() -> None:
    data = (
        b'<s:svg xmlns:s="http://www.w3.org/2000/svg" xmlns:o="urn:other">'
        b"<s:g o:fill='PLANTED'/><o:g/><undeclared:g/></s:svg>"
    )
    assert inside(data) == "<g/>"


def test_compressed_and_wide_files_come_out_plain() -> None:
    plain = drawing("<g/>")
    wide = plain.decode().encode("utf-16")
    for data in (gzip.compress(plain), wide):
        assert sniff(data) is Format.SVG
        assert strip(data) == strip(plain)
    assert isinstance(examine(gzip.compress(plain)).cleaned, Cleaned)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("width='40' height='30'", (40, 30)),
        ("width='1in' height='25.4mm'", (96, 96)),
        ("viewBox='0 0 20 10'", (20, 10)),
        ("width='40' viewBox='0 0 20 10'", (40, 20)),
        ("width='100%'", (300, 150)),
        ("width='5' height='1e99'", (5, 1_000_000)),
    ],
)
def test_the_size_is_told_in_pixels(attributes: str, size: tuple[int, int]) -> None:
    picture = SVG.parse(drawing("", attributes))
    assert (picture.width, picture.height) == size


@pytest.mark.parametrize(
    "broken",
    [
        drawing("<g>"),
        drawing("&undefined;"),
        b"<svg",
        drawing("<g>" * 300 + "</g>" * 300),
        b"\x1f\x8b broken",
        b"<other/>",
    ],
)
def test_what_no_viewer_draws_is_damaged(broken: bytes) -> None:
    with pytest.raises(Rejected) as refusal:
        SVG.parse(broken)
    assert refusal.value.reason is Reason.DAMAGED


SEED = drawing(
    "<!--c--><title>t</title><style>.a{fill:url(#g)}#b{stroke:red}</style>"
    "<defs><linearGradient id='g'><stop offset='1'/></linearGradient></defs>"
    "<g id='b' class='a' transform='scale(2)'><path d='M0 0L9 9z'/><text x='1'>hi</text></g>",
    "viewBox='0 0 9 9'",
)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_mutation_ends_in_a_clean_copy_or_a_refusal(seed: int, settles) -> None:
    chance = random.Random(seed)
    data = bytearray(SEED)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(data))
        letters = bytes(
            chance.choice(b"<>&;:'#.{}/ ab10") for _ in range(chance.choice((0, 1, 3)))
        )
        data[at : at + chance.choice((0, 1, 3))] = letters
    settles(bytes(data))


@pytest.mark.parametrize(
    "left",
    [
        "<title>left</title>",
        "<script/>",
        "<!--left-->",
        "<g id='left'/>".replace("'", '"'),
        '<g class="left"/>',
        '<g onclick="left"/>',
        '<g data-left="x"/>',
        '<g aria-label="x"/>',
        '<g href="x"/>',
        '<use xlink:href="http://left/"/>',
        '<g fill="url(http://left/)"/>',
        "<style>@import 'left'</style>",
        "left",
        "<text>&left;</text>",
        "<g>",
        '<image xlink:href="data:image/png;base64,iVBORw0KGgo="/>',
    ],
)
def test_the_second_reader_sees_what_stayed(left: str) -> None:
    cleaned = strip(drawing("<g/>"))
    assert list(READERS[Format.SVG](cleaned.encode())) == []
    assert list(READERS[Format.SVG](cleaned.replace("<g/>", left).encode()))


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore")  # Pillow warns of what it repairs
def test_study_files_of_these_formats_come_out_clean(shared) -> None:
    """Every whole GIF, BMP, TIFF and SVG is accepted, and no planted string is left in it."""
    folders = (shared / "corpus", shared / "corpus" / "planted")
    names = ("gif_", "bmp_", "tiff_", "svg_")
    files = [
        path for folder in folders for path in folder.iterdir() if path.name.startswith(names)
    ]
    for path in files:
        cleaned = examine(path.read_bytes()).cleaned
        assert isinstance(cleaned, Cleaned), path.name
        assert b"planted" not in cleaned.data, path.name
    assert len(files) > 30


@pytest.mark.parametrize(
    ("dirty", "left"),
    [
        ("<style type='text/less'>.a{fill:red}</style>", "<style></style>"),
        ("<g id='a'/><g id='a'/>", '<g id="i1"/><g/>'),
        ("<polygon points='0,0 9,9 PLANTED'/>", '<polygon points="0,0 9,9"/>'),
        ("<image href='data:image/png,PLANTED'/>", "<image/>"),
        ("<image href='data:image/png;base64,a'/>", "<image/>"),
        ("<style>@unknown{fill:red}</style>", "<style></style>"),
        ("<style>PLANTED?{fill:red}</style>", "<style></style>"),
        ("<style>.a{fill:red</style>", "<style>.c1{fill:red}</style>"),
    ],
)
def test_what_is_odd_goes(dirty: str, left: str) -> None:
    assert "PLANTED" not in inside(drawing(dirty))


def test_what_an_animation_of_display_may_show_stays() -> None:
    hidden = "<g display='none'><path d='M0 0'/></g>"
    shown = "<g display='none'><path d='M0 0'/><set attributeName='display' to='inline'/></g>"
    assert "path" not in inside(drawing(hidden))
    assert "path" in inside(drawing(shown))


def test_a_begin_that_waits_for_nothing_known_is_never() -> None:
    moving = "<animate attributeName='x' begin='2s;what?is this!' dur='1s'/>"
    assert "indefinite" in inside(drawing(f"<rect>{moving}</rect>"))


def test_a_manifest_that_is_no_base64_is_told_by_its_name() -> None:
    space = "xmlns:c2pa='http://c2pa.org/manifest'"
    data = drawing(f"<metadata><c2pa:manifest {space}>ä</c2pa:manifest></metadata>")
    assert (Kind.UNKNOWN, "c2pa manifest", "ä".encode()) in blocks(data)


@pytest.mark.parametrize("body", ["bm8gcGljdHVyZQ==", "iVBORw0KGgo="])
def test_an_embedded_file_that_is_no_picture_says_nothing(body: str) -> None:
    data = drawing(f"<image href='data:image/png;base64,{body}'/>")
    assert blocks(data) == []
    assert body not in strip(data)


def test_blank_titles_and_comments_say_nothing() -> None:
    assert blocks(drawing("<title> </title><!-- -->")) == []


def test_hostile_numbers_are_refused() -> None:
    many = " ".join(f"a{number}='1'" for number in range(2_000))
    rules = "<style>" + ".a{}" * 200_000 + "</style>"
    for hostile in (drawing("", many), drawing(rules), gzip.compress(bytes(200_000_000))):
        with pytest.raises(Rejected):
            SVG.strip(hostile, Options())


def test_a_value_longer_than_any_is_dropped() -> None:
    assert "fill" not in inside(drawing(f"<g fill='{'r' * 100_000}!'/>"))


def test_entities_are_not_told_of() -> None:
    named = b'<!DOCTYPE svg [<!ENTITY box "<rect/>">]>' + drawing("&box;")
    assert blocks(named) == []


def test_text_of_nothing_but_marks_is_none() -> None:
    marks = values.OPEN + values.CLOSE
    assert inside(drawing(f"<text>{marks}<tspan>a</tspan></text>")) == (
        "<text><tspan>a</tspan></text>"
    )


def test_selectors_of_attributes_stay_beside_names() -> None:
    sheet = "<style>.a[fill=none]{fill:red}</style><rect class='a' fill='none'/>"
    assert "[fill=none]" in strip(drawing(sheet))


def test_texts_that_unfold_beyond_all_bounds_are_damaged(monkeypatch) -> None:
    monkeypatch.setattr(tree, "_MOST_BYTES", 1_000)
    with pytest.raises(Rejected) as refusal:
        strip(drawing(f"<text>{'a' * 1_001}</text>"))
    assert refusal.value.reason is Reason.DAMAGED


def test_scripts_and_other_vocabularies_are_told() -> None:
    foreign = "<metadata><dc:format dc:x='png'> <dc:y>text</dc:y></dc:format></metadata>"
    told = blocks(drawing("<script>run()</script>" + foreign))
    assert [(name, data) for _, name, data in told] == [
        ("script", b"run()"),
        ("x", b"png"),
        ("y", b"text"),
    ]


def test_blank_attributes_and_links_inside_the_drawing_say_nothing() -> None:
    assert blocks(drawing("<g id='a' aria-label=' '/><use href='#a'/>")) == []
