"""XMP: attributes, bags, structures, positions, thumbnails, broken and hostile packets."""

from __future__ import annotations

import base64

import pytest

from bot.images.formats.container import Kind
from bot.images.metadata import xmp as reader
from bot.images.metadata.tags import Tag


def test_properties_are_read_as_attributes_and_as_elements(xmp, values):
    packet = xmp("<xmp:CreatorTool>Editor 4.2</xmp:CreatorTool>", 'photoshop:City="Berlin"')
    assert values(Kind.XMP, packet) == {"City": "Berlin", "CreatorTool": "Editor 4.2"}


def test_every_item_of_a_bag_is_a_value(xmp, tags):
    packet = xmp(
        "<dc:subject><rdf:Bag><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Bag></dc:subject>"
    )
    assert [tag.value for tag in tags(Kind.XMP, packet)] == ["a", "b"]


def test_the_history_keeps_programs_and_times(xmp, values):
    packet = xmp(
        '<xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved" stEvt:when="2024-05-17T13:37:42Z"'
        ' stEvt:softwareAgent="Editor 4.2"/></rdf:Seq></xmpMM:History>'
    )
    found = values(Kind.XMP, packet)
    assert found["History/softwareAgent"] == "Editor 4.2"
    assert found["History/when"] == "2024-05-17T13:37:42Z"


def test_named_face_regions_are_read(xmp, values):
    packet = xmp(
        '<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>'
        '<rdf:li rdf:parseType="Resource"><mwg-rs:Name>Zoe Plant</mwg-rs:Name>'
        "<mwg-rs:Type>Face</mwg-rs:Type></rdf:li></rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>",
        'xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"',
    )
    assert values(Kind.XMP, packet)["Regions/RegionList/Name"] == "Zoe Plant"


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("52,31.2N", "52.52000"),
        ("52,31,12S", "-52.52000"),
        ("-13.4", "-13.40000"),
        ("13.4", "13.40000"),
    ],
)
def test_positions_are_shown_in_decimal_degrees(xmp, values, text, degrees):
    assert values(Kind.XMP, xmp("", f'exif:GPSLatitude="{text}"')) == {"GPSLatitude": degrees}


def test_a_prefix_of_the_files_own_choice_is_named_as_the_specification_does(tags):
    packet = (
        b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description'
        b' xmlns:q="http://purl.org/dc/elements/1.1/"><q:creator>Zoe</q:creator>'
        b"</r:Description></r:RDF>"
    )
    assert tags(Kind.XMP, packet) == [Tag("XMP-dc", "creator", "Zoe")]


def test_thumbnails_come_with_their_bytes(xmp, tags):
    picture = b"\xff\xd8\xff" + bytes(300) + b"\xff\xd9"
    packet = xmp(
        '<xmp:Thumbnails><rdf:Alt><rdf:li rdf:parseType="Resource"><xmpGImg:image>'
        f"{base64.b64encode(picture).decode()}</xmpGImg:image></rdf:li></rdf:Alt></xmp:Thumbnails>",
        'xmlns:xmpGImg="http://ns.adobe.com/xap/1.0/g/img/"',
    )
    assert [tag.data for tag in tags(Kind.XMP, packet)] == [picture]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "latin-1"])
def test_packets_are_read_in_every_encoding(encoding, values, xmp):
    packet = xmp("", 'photoshop:City="Köln"').decode().encode(encoding)
    assert values(Kind.XMP, packet) == {"City": "Köln"}


def test_a_broken_packet_is_scanned_and_told_as_damaged(xmp, values):
    packet = xmp('<dc:creator>Zoe</dc:wrong><xmp:CreatorTool a="1">Editor</xmp:CreatorTool>')
    found = values(Kind.XMP, packet)
    assert found["creator"] == "Zoe"
    assert found["CreatorTool"] == "Editor"
    assert "damaged" in found


def test_entities_are_never_expanded(values):
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<x xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>&b;</dc:creator></x>'
    )
    found = values(Kind.XMP, bomb)
    assert found["damaged"] == "declares entities"
    assert "aaaa" not in found.get("creator", "")


def test_nesting_without_end_is_refused(values):
    assert values(Kind.XMP, b"<a>" * 100_000)["damaged"] == "too deep or too long"


def test_a_flood_of_properties_is_bounded(xmp, tags):
    packet = xmp("".join(f"<dc:p{i}>x</dc:p{i}>" for i in range(20_000)))
    assert len(tags(Kind.XMP, packet)) < 10_000


def test_the_bytes_and_not_the_declaration_tell_the_encoding(xmp, values):
    packet = b'<?xml version="1.0" encoding="ISO-8859-1"?>' + xmp("", 'dc:x="Zürich"')
    assert values(Kind.XMP, packet) == {"x": "Zürich"}


def test_a_thumbnail_that_is_no_base64_is_none(xmp, tags):
    packet = xmp("<xmp:Thumbnails>a</xmp:Thumbnails><xmp:image>a</xmp:image>")
    assert not any(tag.data for tag in tags(Kind.XMP, packet))


def test_a_property_in_a_namespace_without_a_prefix_is_read(xmp, values):
    packet = xmp('<city xmlns="urn:plain">Berlin</city>')
    assert values(Kind.XMP, packet) == {"city": "Berlin"}


def test_a_thumbnail_of_cut_off_base64_is_told_by_its_size(xmp, tags):
    (tag,) = tags(Kind.XMP, xmp(f"<xmp:image>{'A' * 257}</xmp:image>"))
    assert (tag.value, tag.data) == ("257 characters", b"")


def test_the_text_of_a_property_is_kept_up_to_a_bound(xmp, tags, monkeypatch):
    monkeypatch.setattr(reader, "MAX_PICTURE", 10_000)
    line = "A" * 9_000  # longer than what the parser collects
    (tag,) = tags(Kind.XMP, xmp(f"<xmp:image>{line}\n{line}</xmp:image>"))
    assert tag.data == bytes(6_750)


def test_the_language_is_not_told_and_a_resource_is(xmp, values):
    packet = xmp(
        '<dc:source rdf:resource="https://example.org/zoe"/>'
        '<dc:title><rdf:Alt><rdf:li xml:lang="de">Plan</rdf:li></rdf:Alt></dc:title>'
    )
    assert values(Kind.XMP, packet) == {"source": "https://example.org/zoe", "title": "Plan"}
