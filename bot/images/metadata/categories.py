"""Which tag gives away what: the rules as data.

Names are folded to lower-case letters and digits before they are looked up. A tag can belong to
several categories (a camera's serial number stands in a maker note; an edit history holds times,
programs and ids).
"""

from __future__ import annotations

import re

from bot.images.metadata.tags import Tag
from bot.images.results import Category


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Whole vocabularies, whatever the name. The first three hold nothing else.
ONLY = {
    "ICC": Category.COLOUR_PROFILE,
    "AI": Category.AI,
    "Unknown": Category.OTHER,
}
GROUPS = {
    "C2PA": Category.AI,
    "JUMBF": Category.AI,
    "Time": Category.TIMESTAMP,
    "Trailer": Category.TRAILER,
    "XMP-crs": Category.SOFTWARE,
    "XMP-GDepth": Category.TRAILER,
    "XMP-GImage": Category.TRAILER,
    "XMP-Container": Category.TRAILER,
    "XMP-GContainer": Category.TRAILER,
}
MAKERS = _words(
    """
    Apple Canon Casio DJI FLIR Fujifilm GoPro Huawei InfiRay Kodak Leica MakerNote Minolta
    Motorola Nikon Olympus Panasonic Pentax Qualcomm Reconyx Ricoh Sanyo Sigma Sony Xiaomi
    """
)

NAMES = {
    Category.PLACE: """
        city sublocation provincestate state country countryname countrycode location locationname
        countryprimarylocationcode countryprimarylocationname contentlocationcode
        contentlocationname landmark
    """,
    Category.TIMESTAMP: """
        date time when creationtime creationdate datecreate datemodify datetimestamp releasedate
        releasetime datesent timesent digitalcreationdate digitalcreationtime timezoneoffset
        signingtime contentcreatedate babyage created modified
    """,
    Category.DEVICE: """
        make model lensmodel lensmake lensinfo lensid lens lenstype lensspecification hostcomputer
        uniquecameramodel localizedcameramodel canonmodelid cameramodel cameramodelname
        cameramodelid cameralabel devicemodel devicemanufacturer androidmanufacturer androidmodel
        flashmodel
    """,
    Category.SERIAL: "cameraid bodyserial internalserial",
    Category.PERSON: """
        artist author creator owner ownername cameraownername cameraowner byline bylinetitle
        copyright copyrightnotice rights credit creditline xpauthor writereditor captionwriter
        authorsposition usageterms contact ownerid lastmodifiedby imageeditor babyname performer
        webstatement copyrightholder
    """,
    Category.REGIONS: "personinimage facename",
    Category.TEXT: """
        imagedescription usercomment captionabstract caption description title imagetitle keywords
        subject headline xptitle xpcomment xpkeywords xpsubject comment objectname localcaption
        specialinstructions instructions hierarchicalsubject lastkeywordxmp lastkeywordiptc event
        documentname pagename label text supplementalcategories tagslist alttextaccessibility
        extdescraccessibility catalogsets disclaimer warning source commentaire originalfilename
        originalrawfilename rawfilename slicesgroupname documentnotes url album information
        securityclassification gdalmetadata transmissionreference originaltransmissionreference
    """,
    Category.SOFTWARE: """
        software creatortool processingsoftware creatorsubtool originatingprogram programversion
        writername readername rawfilename alreadyapplied generator sourcesoftware softwareagent
        encoder claimgenerator imagehistory imageeditingsoftware rawdevelopingsoftware
        metadataeditingsoftware previewapplicationname documenthistory xmptoolkit buildnumber
        camerasoftware
    """,
    Category.DOCID: "uniqueobjectname documentancestors iccid originalid guid hasextendedxmp",
    Category.THUMBNAIL: """
        thumbnail preview thumbnailimage thumbnailtiff thumbnailoffset previewimage
        previewimagelength previewimagesize photoshopthumbnail jpgfromraw otherimage
        objectpreviewdata thumbnailimagevalidarea claimthumbnail ingredientthumbnail
    """,
    Category.AI: "digitalsourcetype provenance activemanifest aisystemused aipromptinformation",
}
# Parts of a name that tell enough: they stand in names with many prefixes.
PARTS = {
    Category.TIMESTAMP: (
        "datetime createdate modifydate metadatadate datecreated timecreated datestamp timestamp "
        "offsettime subsectime"
    ),
    Category.SERIAL: "serialnumber serialno",
    Category.PERSON: "photographer imagecreator copyrightowner creatorwork creatorcontact",
    Category.REGIONS: "recognizedface regionpersondisplayname personinimage",
    Category.SOFTWARE: "firmware",
    Category.DOCID: (
        "documentid instanceid uniqueid contentidentifier burstuuid photoidentifier "
        "capturerequestid digitalimageguid digimageguid"
    ),
    Category.TRAILER: "motionphoto microvideo embeddedvideo",
}
# Structures whose every field belongs to a category.
STRUCTURES = {
    "history": (Category.SOFTWARE,),
    "derivedfrom": (Category.SOFTWARE,),
    "softwareagent": (Category.SOFTWARE,),
    "claimgeneratorinfo": (Category.SOFTWARE,),
    "locationshown": (Category.PLACE,),
    "locationcreated": (Category.PLACE,),
    "regions": (Category.REGIONS,),
    "regioninfo": (Category.REGIONS,),
    "regionlist": (Category.REGIONS,),
    "imageregion": (Category.REGIONS,),
    "author": (Category.PERSON,),
    "creatorcontactinfo": (Category.PERSON,),
    "imagecreator": (Category.PERSON,),
    "copyrightowner": (Category.PERSON,),
    "personinimagewdetails": (Category.REGIONS,),
    "thumbnails": (Category.THUMBNAIL,),
}
# Keywords under which AI tools write into text blocks.
PROMPTS = _words(
    """
    parameters prompt workflow dream sdmetadata invokeaimetadata invokeaigraph invokeaiworkflow
    generationdata
    """
)
# What makes a position, and what only describes one.
POSITION = _words(
    """
    gpslatitude gpslongitude gpslatituderef gpslongituderef gpsaltitude gpsimgdirection
    gpsimgdirectionref gpsdestlatitude gpsdestlongitude latitude longitude longtitude
    modeltiepoint modeltransformation geotag gpsposition gpscoordinates
    """
)
POSITION_DETAILS = _words(
    """
    gpsdatestamp gpstimestamp gpssatellites gpsspeed gpstrack gpsmapdatum gpsdestbearing
    gpsdestdistance gpsprocessingmethod gpsareainformation gpshpositioningerror geoasciiparams
    """
)

_MARKED_FIELDS = ("specialinstructions", "instructions")
_FACEBOOK_MARK = "FBMD"
_BY_NAME: dict[str, tuple[Category, ...]] = {}
for _category, _names in NAMES.items():
    for _name in _names.split():
        _BY_NAME[_name] = (*_BY_NAME.get(_name, ()), _category)
_BY_PART = tuple((part, category) for category, parts in PARTS.items() for part in parts.split())
_NOT_FOLDED = re.compile(r"[^a-z0-9/]")


def fold(name: str) -> str:
    """Lower-case letters and digits alone; "/" still parts a path."""
    return _NOT_FOLDED.sub("", name.lower())


def leaf(tag: Tag) -> str:
    """Return the folded last part of a tag's name."""
    return fold(tag.name).rpartition("/")[2]


def categories(tag: Tag) -> tuple[Category, ...]:
    """Return what a tag gives away; `Category.OTHER` alone for damage and unknown text."""
    if tag.group in ONLY:
        return (ONLY[tag.group],)
    if tag.name == "damaged":
        return (Category.OTHER,)
    found = list(_by_group(tag))
    *ancestors, last = fold(tag.name).split("/")
    found += _BY_NAME.get(last, ())
    found += (category for part, category in _BY_PART if part in last)
    for ancestor in (*ancestors, last):
        found += STRUCTURES.get(ancestor, ())
    if last in POSITION or last in POSITION_DETAILS:
        found.append(Category.GPS)
    # Facebook marks every copy it hands out.
    if last in _MARKED_FIELDS and tag.value.startswith(_FACEBOOK_MARK):
        found.append(Category.DOCID)
    # The author's line of a text block is free text as well.
    if tag.group == "Text" and last == "author":
        found.append(Category.TEXT)
    if tag.group == "Text" and last in PROMPTS:
        found.append(Category.AI)
    elif tag.group == "Text" and not found:
        found.append(Category.OTHER)
    return tuple(dict.fromkeys(found))


def _by_group(tag: Tag) -> tuple[Category, ...]:
    if tag.group in MAKERS or (tag.group == "Samsung" and tag.name != "TimeStamp"):
        return (Category.MAKERNOTE,)
    if tag.group == "Trailer" and tag.data:
        return (Category.TRAILER, Category.THUMBNAIL)
    known = GROUPS.get(tag.group)
    return (known,) if known else ()
