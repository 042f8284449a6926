"""Words that bring help first, and the everyday uses that must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answers.crisis import GRAVEST, CrisisWords
from bot.answers.entries import read

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"

IN_DANGER = """
Ich möchte sterben, alle haben das Bild gesehen
ich will mich umbringn
denke an suizit
Ich denke oft an Selbstmord
ich bring mich um wenn das rauskommt
Ohne mich wären alle besser dran
ich ritze mich seit die fotos rumgehen
Ich halte es nicht mehr aus
Ich kann nicht mehr, bitte helft mir
Mein Ex will mich umbringen
er steht vor meiner Tür und schreit
I want to die
i wanna kill myself because of that video
thinking about suicde
i don't want to live anymore
there is no reason to live
I've been hurting myself since the pictures leaked
he is going to kill me
my ex is outside my house and I'm scared
i can't do this anymore
""".strip().splitlines()

BLACKMAIL = [
    ("Ich werde erpresst", "sextortion"),
    ("Eine fremde Frau will 500 Euro, sonst schickt sie mein Nacktvideo an alle", "sextortion"),
    ("werde epresst mit nacktbilder", "sextortion"),
    ("someone is blackmailing me with my nudes", "sextortion"),
    ("he says he will post my nude pics unless I pay", "sextortion"),
    ("blakmailed on snapchat with a naked video", "sextortion"),
    ("Mein Exfreund droht, unsere Sexvideos zu verschicken", "threat-to-share"),
    ("my boyfriend threatens to share my pictures if I leave him", "threat-to-share"),
    ("Meine Schwester wird mit Fotos erpresst", "help-a-friend"),
    ("my best friend is being sextorted", "help-a-friend"),
    ("Mail sagt sie haben mich mit der Webcam gefilmt, zahle Bitcoin oder", "sextortion-mail"),
]

MINORS = [
    ("Ich bin 14 und jemand hat ein Nacktbild von mir", "minor-nude-help"),
    ("i'm 16 and my nudes got leaked", "minor-nude-help"),
    ("ein nacktfoto von meiner tochter (13 jahre) geht rum", "minor-nude-help"),
    ("15yo here, sent a naked pic to a stranger", "minor-nude-help"),
    ("Im Klassenchat kursiert ein Nacktbild", "class-chat-nudes"),
    ("nudes in my kid's class group chat", "class-chat-nudes"),
    ("In unserer Gruppe wurde Kinderpornografie geschickt", "csam-received"),
    ("somebody sent me child porn", "csam-received"),
    ("Schüler haben KI-Nacktbilder von einer Lehrerin gemacht", "school-deepfake"),
]

HARMLESS = """
Das bringt mich um vor Lachen
ich sterbe vor lachen über das Foto
ich lach mich tot
dying laughing at this picture
this meme is killing me lol
I cut myself out of the group photo
Mein Akku stirbt beim Fotografieren
Ich will nicht mehr, dass Google meine Fotos scannt
Ich kann nicht mehr auf meine Bilder zugreifen
Ich möchte die Bilder löschen
i want to delete die fotos
Wie kann ich mein Handy schützen?
Express Versand für ein Fotobuch
Ist mein Profilbild sicher?
Bin 15 Jahre im Verein, darf der mein Bild zeigen?
im 16. Jahrhundert gab es keine Fotos
Ich wurde beim Sport fotografiert
Was sind EXIF-Daten?
Does Google scan my photos for child abuse images?
Wie lange speichert ChatGPT meine Bilder?
mein Foto ist in der Zeitung gelandet
he posted a funny picture of me
Mein Chef droht mit Abmahnung
is it safe to send naked pictures to my wife
""".strip().splitlines()


@pytest.fixture(scope="module")
def crisis() -> CrisisWords:
    return CrisisWords(read(KNOWLEDGE)[0].crisis)


@pytest.mark.parametrize("text", IN_DANGER)
def test_danger_and_self_harm_come_first(crisis: CrisisWords, text: str) -> None:
    assert crisis.topics(text)[:1] == (GRAVEST,)


@pytest.mark.parametrize(("text", "topic"), [*BLACKMAIL, *MINORS])
def test_blackmail_and_minors_lead_to_their_topic(
    crisis: CrisisWords, text: str, topic: str
) -> None:
    assert crisis.topics(text)[:1] == (topic,)


@pytest.mark.parametrize("text", HARMLESS)
def test_everyday_words_are_no_crisis(crisis: CrisisWords, text: str) -> None:
    assert crisis.topics(text) == ()


def test_self_harm_comes_before_blackmail(crisis: CrisisWords) -> None:
    topics = crisis.topics("Ich werde mit Nacktbildern erpresst und will nicht mehr leben")
    assert topics[:2] == (GRAVEST, "sextortion")
