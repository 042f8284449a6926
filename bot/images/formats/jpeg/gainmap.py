"""The gain map of an HDR picture: found, and described anew with nothing but its parameters.

Adobe gain map specification 1.0 (XMP namespace hdrgm), Android Ultra HDR format 1.1 (container
directory in XMP), ISO 21496-1 (binary parameters in APP2).
"""

from __future__ import annotations

import re

from bot.images.formats.container import Octets
from bot.images.formats.jpeg import multi
from bot.images.formats.jpeg.blocks import ISO_GAIN_MAP_HEAD, XMP_HEAD
from bot.images.formats.jpeg.walk import APP1, APP2, Segment, walk

_NAMES = (
    "Version",
    "BaseRenditionIsHDR",
    "GainMapMin",
    "GainMapMax",
    "Gamma",
    "OffsetSDR",
    "OffsetHDR",
    "HDRCapacityMin",
    "HDRCapacityMax",
)
_VALUE = r"-?[0-9][0-9.eE+-]{0,23}|True|False"
_ATTRIBUTE = re.compile(rf'hdrgm:({"|".join(_NAMES)})\s*=\s*["\']({_VALUE})["\']'.encode())
_ELEMENT = re.compile(rf"<hdrgm:({'|'.join(_NAMES)})>(.{{0,600}}?)</hdrgm:\1>".encode(), re.DOTALL)
_ITEM = re.compile(rf"<rdf:li>({_VALUE})</rdf:li>".encode())
_PLAIN = re.compile(rf"\s*({_VALUE})\s*".encode())
_ISO_VERSIONS = 4  # bytes: what a primary says of the parameters of its gain map

_RDF = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/"'
    "{attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>"
)
_CONTAINER = (
    ' xmlns:Container="http://ns.google.com/photos/1.0/container/"'
    ' xmlns:Item="http://ns.google.com/photos/1.0/container/item/"'
)
_DIRECTORY = (
    "<Container:Directory><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="Primary"'
    ' Item:Mime="image/jpeg"/></rdf:li>'
    '<rdf:li rdf:parseType="Resource"><Container:Item Item:Semantic="GainMap"'
    ' Item:Mime="image/jpeg" Item:Length="{length}"/></rdf:li>'
    "</rdf:Seq></Container:Directory>"
)


def find(data: bytes, segments: list[Segment]) -> bytes | None:
    """Return the gain map picture whose parameters can be kept, None if there is none."""
    for start, end in multi.read_index(data, segments):
        picture = data[start:end]
        if multi.name_of(picture) == "gain map" and parameters(walk(picture).segments):
            return picture
    return None


def parameters(segments: list[Segment]) -> list[Segment]:
    """Return the segments that tell how a gain map is applied, written anew."""
    found = []
    for part in segments:
        if part.marker == APP1 and part.body.startswith(XMP_HEAD):
            found += _hdrgm_segment(part.body)
    return found[:1] + iso_parameters(segments)


def iso_length(parameters: Octets) -> int:
    """Return how many bytes the fields of these parameters take (ISO 21496-1 annex C).

    Behind the versions of the layout stand flags, and then 32-bit numbers for each channel.
    """
    flags = parameters[_ISO_VERSIONS] if len(parameters) > _ISO_VERSIONS else 0
    channels = 3 if flags & 0x80 else 1
    if flags & 0x08:  # one denominator for all numbers
        return 5 + 3 * 4 + channels * 5 * 4
    return 5 + 4 * 4 + channels * 10 * 4


def iso_parameters(segments: list[Segment]) -> list[Segment]:
    """Return the ISO 21496-1 segment cut to its fields; its layout has no place for text."""
    for part in segments:
        if part.marker == APP2 and part.body.startswith(ISO_GAIN_MAP_HEAD):
            parameters = part.body[len(ISO_GAIN_MAP_HEAD) :]
            length = iso_length(parameters)
            if len(parameters) < length:
                length = _ISO_VERSIONS
            if len(parameters) >= length:
                return [Segment(APP2, ISO_GAIN_MAP_HEAD + parameters[:length])]
    return []


def _hdrgm_segment(body: bytes) -> list[Segment]:
    plain = {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(body)}
    lists: dict[str, list[str]] = {}
    for name, inner in _ELEMENT.findall(body):
        if items := [item.decode() for item in _ITEM.findall(inner)]:
            lists[name.decode()] = items
        elif match := _PLAIN.fullmatch(inner):
            plain[name.decode()] = match[1].decode()
    if not {"GainMapMax", "HDRCapacityMax"} & {*plain, *lists}:
        return []
    attributes = "".join(f' hdrgm:{name}="{plain[name]}"' for name in _NAMES if name in plain)
    elements = "".join(_sequence(name, lists[name]) for name in _NAMES if name in lists)
    return [
        Segment(APP1, XMP_HEAD + _RDF.format(attributes=attributes, elements=elements).encode())
    ]


def _sequence(name: str, items: list[str]) -> str:
    inner = "".join(f"<rdf:li>{item}</rdf:li>" for item in items)
    return f"<hdrgm:{name}><rdf:Seq>{inner}</rdf:Seq></hdrgm:{name}>"


def container(segments: list[Segment], length: int) -> list[Segment]:
    """Return what the primary needs to name a gain map of `length` bytes behind it."""
    packet = _RDF.format(
        attributes=_CONTAINER + ' hdrgm:Version="1.0"', elements=_DIRECTORY.format(length=length)
    )
    return [Segment(APP1, XMP_HEAD + packet.encode()), *iso_parameters(segments)]


def index(primary: int, offset: int, length: int) -> Segment:
    """Return the multi-picture index of a primary and one gain map."""
    return Segment(APP2, multi.build_index(primary, offset, length))
