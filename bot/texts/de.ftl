# Alles, was der Bot sagt, außer den Antworten in knowledge/. Regeln: du, kurze Sätze, keine Fachwörter
# ohne Erklärung, neben jedem Zeichen ein Wort. en.ftl hat dieselben Schlüssel und Platzhalter (ein Test vergleicht sie).
# Eine Zeile darf in Fluent nicht mit * beginnen: darum {""} vor fetten Zeilenanfängen.

## Erster Kontakt
start =
    Hallo! Ich helfe dir, wenn es um deine Bilder im Netz geht.

    {""}**Frag mich:** zum Beispiel „Was passiert mit Fotos, die ich in eine KI-App lade?“ Ich antworte mit geprüften Texten und nenne die Quellen.
    {""}**Schick mir ein Bild als Datei:** Ich zeige dir, was es verrät, und gebe dir eine saubere Kopie zurück.
    {""}**Was mit deinem Bild geschieht:** Ich halte es nur so lange im Arbeitsspeicher, bis du die Kopie und den ganzen Bericht hast. Danach ist es weg.
start-ask = Eine Frage stellen
start-clean = Ein Bild säubern
start-topics = Themen ansehen
how-ask = Schreib mir deine Frage einfach so, wie du sie einer Freundin stellen würdest. Zum Beispiel: „Sieht man auf meinem Foto, wo ich wohne?“
how-clean =
    So schickst du mir ein Bild als Datei:

    {""}**Android:** Büroklammer → Datei → Galerie → Bild wählen.
    {""}**iPhone:** Büroklammer → Datei → Aus Fotos wählen.
    {""}**Computer:** Bild ins Fenster ziehen und „Ohne Komprimierung“ wählen.

    Nur als Datei bleibt alles im Bild, was dein Handy hineingeschrieben hat. Und nur dann kann ich es dir zeigen.
help =
    Das kann ich für dich tun:

    {""}**Fragen:** Schreib mir, was du über deine Bilder wissen willst.
    {""}**Bilder:** Schick mir ein Bild als Datei. Du bekommst einen Bericht und eine saubere Kopie. Mehrere Bilder auf einmal gehen auch.

    Diese Befehle verstehe ich:
into-group = In eine Gruppe holen
help-group =
    In der Gruppe bin ich still, bis mich jemand anspricht.

    {""}**Frage:** /ask und deine Frage, oder erwähne mich, oder antworte auf eine Nachricht von mir.
    {""}**Bild säubern:** Antworte mit /clean auf dein eigenes Bild. **Was es verrät:** /report.
    {""}**Du bist auf einem Bild und hast nicht zugestimmt:** Antworte darauf mit /notme.
    {""}**Etwas stimmt hier nicht:** Antworte mit /report_message. /rules zeigt die Regeln, /status, was ich darf.
    {""}**Admins:** /settings.
unknown-command = Diesen Befehl kenne ich nicht. Mit /help siehst du, was ich kann. Oder stell mir einfach deine Frage.
about =
    {""}**{ $name }**, Version { $version }

    Ich beantworte Fragen rund um Bilder und Privatsphäre und säubere Bilder von versteckten Angaben. Meine Antworten sind feste Texte, an ihren Quellen geprüft; keine KI denkt sich etwas aus. Mein Programm ist offen (MIT-Lizenz), jeder kann es nachlesen und selbst betreiben.
profile-name = Bild und Privatsphäre
profile-short = Was verrät dein Foto? Ehrlicher Bericht, saubere Kopie, geprüfte Antworten. Nichts wird aufgehoben.
profile-description =
    Frag mich alles zu Bildern und Privatsphäre: KI-Apps, Metadaten, Recht am eigenen Bild, Hilfe bei Missbrauch. Ich antworte mit Quellen und Datum.

    Schick mir ein Bild als Datei, und ich zeige dir, was es verrät. Du bekommst eine saubere Kopie zurück. Dein Bild bleibt nur kurz im Arbeitsspeicher, aufgehoben wird nichts.
command-start = Von vorn anfangen
command-help = Was ich kann
command-topics = Alle Themen
command-ask = Eine Frage stellen
command-clean = Ein Bild säubern (als Antwort darauf)
command-language = Sprache wählen
command-privacy = Was ich speichere und was nicht
command-mydata = Was ich über dich habe
command-forget = Alles über dich löschen
command-cancel = Aufhören und neu anfangen
command-about = Über diesen Bot
command-stats = Zahlen ohne Personen
command-unanswered = Was offen blieb
command-reload = Wissen neu laden

## Fragen
sources = Quellen:
reviewed = Stand: { $date }
overdue = Achtung: Diese Antwort hätte bis { $date } neu geprüft werden sollen. Schau zur Sicherheit in den Quellen nach, ob noch alles stimmt.
disclaimer = Allgemeine Information, keine Rechtsberatung im Einzelfall.
country-de = Deutschland
country-at = Österreich
country-ch = Schweiz
country-uk = Großbritannien
country-us = USA
more = Mehr dazu
template = Mustertext
template-intro = Hier ist der Text zum Kopieren. Ergänze, was in eckigen Klammern steht:
no-more = Mehr habe ich dazu gerade nicht.
helpful = Hilfreich
not-helpful = Nicht hilfreich
thanks-helpful = Danke, das freut mich.
thanks-not-helpful = Danke. So sehen wir, welche Antworten besser werden müssen.
unsure-near =
    Da bin ich mir nicht sicher, und ich möchte nichts erfinden. Passt eines dieser Themen?
unsure-far =
    Dazu habe ich keine geprüfte Antwort, und ich möchte nichts erfinden. Ich kenne mich mit Bildern und Privatsphäre aus; unter /topics findest du alle Themen.
unsure-send-hint = Wenn du magst, gib die Frage an die Redaktion weiter. Dein Name bleibt dabei weg, auch Zahlen und Links streiche ich. Eine persönliche Antwort bekommst du darauf nicht, aber vielleicht steht sie bald hier.
send-to-editors = Frage ohne meinen Namen an die Redaktion
sent-to-editors = Danke, die Frage ist bei der Redaktion, ohne deinen Namen.
sent-already = Diese Frage habe ich schon weitergegeben.
question-gone = Ich habe deine Frage nicht mehr vor mir. Schreib sie mir bitte noch einmal.
question-too-long = Das ist sehr viel Text auf einmal. Frag mich bitte in ein oder zwei Sätzen.
question-limit = Das waren viele Fragen auf einmal. Gib mir eine Minute, dann geht es weiter.
ask-empty = Schreib deine Frage gleich dahinter, zum Beispiel: /ask Wer darf Fotos von mir zeigen?
topics-title =
    {""}**Worum geht es?** Tippe auf einen Bereich.
    Oder such mit einem Wort dahinter: /topics WhatsApp
topics-search = In allen Themen suchen
topics-page =
    {""}**{ $title }**
    Seite { $page } von { $pages }
topics-back = Alle Bereiche
topics-found = **Themen zu „{ $words }“:**
topics-none = Zu „{ $words }“ habe ich kein Thema. Hier sind alle Bereiche:
page-next = Nächste Seite
page-previous = Vorige Seite
topic-gone = Dieses Thema gibt es nicht mehr. Unter /topics findest du alle Themen.
inline-open = Mit dem Bot sprechen
inline-more = Mehr im Chat mit dem Bot

## Sprache
language-title = Welche Sprache soll ich sprechen?
language-de = Deutsch
language-en = English (Englisch)
language-set = Gut, ab jetzt antworte ich auf Deutsch.

## Bilder: der Bericht
working = Ich schaue mir dein Bild gerade an. Einen Moment noch.
working-album = Ich schaue mir deine Bilder gerade an. Einen Moment noch.
report-harmless = **Diese Datei verrät nichts, was dir schadet.**
report-clean = **In diesem Bild habe ich keine versteckten Angaben gefunden.**
report-telling = **In dieser Datei finden Fremde { $things }.**
report-little = **In dieser Datei steht nicht viel:** Fremde finden { $things }.
report-details = Genaue Angaben aus der Datei:
report-details-more = { $count ->
    [one] … und noch eine Angabe
   *[other] … und noch { $count } Angaben
}
report-album = { $count ->
    [one] **Ein Bild angeschaut.**
   *[other] **{ $count } Bilder angeschaut.**
}
report-position = **Bild { $position }**
report-position-clean = **Bild { $position }:** keine versteckten Angaben.
report-position-refused = **Bild { $position }** konnte ich nicht lesen. { $reason }
report-album-details = Die genauen Angaben zu einem Bild bekommst du, wenn du es mir einzeln schickst.
copy-refused = **Keine saubere Kopie:** { $reason }
receipt = { $count ->
    [one] **Quittung:** { $date }, { $time } Uhr (UTC), { $seconds } s im Arbeitsspeicher, nichts aufgehoben. /privacy
   *[other] **Quittung:** { $date }, { $time } Uhr (UTC), zusammen { $seconds } s im Arbeitsspeicher, nichts aufgehoben. /privacy
}
show-map = Auf der Karte zeigen
show-details = Alle genauen Angaben
details-file = angaben.txt
show-preview = Verstecktes Vorschaubild zeigen
copy-date = Kopie mit Datum
copy-thorough = Gründlich säubern
why-it-matters = Warum das wichtig ist
how-as-file = So schickst du es als Datei
map-gone = In diesem Bericht steht kein Ort, den ich auf der Karte zeigen kann.
picture-gone = Dieses Bild habe ich nicht mehr vor mir. Schick es mir bitte noch einmal.
thumbnail-caption = Dieses Vorschaubild ist in deiner Datei versteckt. Es zeigt etwas anderes als das Bild.
thumbnail-caption-beside = Zuerst das Vorschaubild, das in deiner Datei versteckt ist. Danach das Bild, wie alle es sehen.
copy-follows = **Saubere Kopie:** Sie kommt gleich als Datei.
copies-follow = { $count ->
    [one] **Saubere Kopie:** Sie kommt gleich als Datei.
   *[other] **Saubere Kopien:** Alle { $count } kommen gleich als Dateien.
}
copy-caption = Deine saubere Kopie
copy-caption-date = Deine Kopie. Datum und Uhrzeit sind noch darin, alles andere ist weg.
copy-caption-no-date = Deine Kopie. In der Datei stand kein Datum, das ich behalten konnte.
copy-caption-thorough = Deine Kopie, gründlich gesäubert. Ich habe das Bild neu gespeichert: So geht auch weg, was in den Bildpunkten versteckt ist; kleine Unterschiede sind möglich.
copy-caption-no-thorough = Dieses Bild kann ich nicht neu speichern. Hier ist die gewöhnliche Kopie.
copy-caption-group = Saubere Kopie ohne versteckte Angaben
pixels-identical = Am Bild selbst ist kein Bildpunkt verändert.
pixels-re-encoded = Das Bild wurde dafür neu gespeichert; kleine Unterschiede sind möglich.
kept-line = Geblieben: { $what }, { $why }.
photo-note =
    {""}**Du hast das Bild als Foto geschickt.** Telegram hat es dabei kleiner und neu gespeichert; ich sehe nur diese Kopie. In deinem Original auf dem Handy steckt vermutlich mehr.
    Ich prüfe es, wenn du es als **Datei** schickst: Büroklammer → Datei → Bild auswählen.
picture-limit = { $count ->
    [one] Mehr als ein Bild in einer Stunde schaffe ich für dich leider nicht. Versuch es später noch einmal.
   *[other] Du hast mir in dieser Stunde schon { $count } Bilder geschickt. Mehr schaffe ich gerade nicht; versuch es später noch einmal.
}
picture-queue-full = Ich arbeite noch an deinen anderen Bildern und nehme keine weiteren an, bis sie fertig sind. Schick mir die übrigen bitte dann noch einmal.

severity-high = 🔴 Hoch
severity-medium = 🟠 Mittel
severity-low = 🟡 Gering
severity-info = ⚪ Zur Information

## Bilder: was eine Angabe verrät (ein Satz, auch für die Kommandozeile)
finding-filename = Auch der Dateiname verrät etwas: { $things }. Benenne die Datei um, bevor du sie weitergibst.
finding-filename-and = { $first } und { $last }
finding-filename-text = Wörter, die jemand geschrieben hat
finding-filename-timestamp = einen Zeitpunkt
finding-filename-device = den Zählerstand der Kamera
finding-filename-software = die App, aus der das Bild kommt
file-name-copy = Meine Kopie heißt neutral.
file-names = Auch die Namen der Dateien verraten etwas: { $things }. Meine Kopien heißen neutral.
finding-gps = In der Datei steht, an welchem Ort das Bild aufgenommen wurde.
finding-gps-named = Die Datei verrät genau, wo das Bild aufgenommen wurde: { $value }.
finding-gps-near = Die Datei verrät genau, wo das Bild aufgenommen wurde: { $value }, bei { $near }.
finding-gps-partial = In der Datei stehen Höhe, Richtung oder Uhrzeit vom GPS, aber kein Ort.
finding-gps-blank = In der Datei ist ein Feld für den Ort, aber es ist leer.
finding-place = In der Datei steht ein Ort in Worten.
finding-place-named = In der Datei steht ein Ort in Worten: { $value }.
finding-timestamp = In der Datei steht, wann das Bild aufgenommen oder bearbeitet wurde.
finding-timestamp-named = In der Datei steht ein Zeitpunkt: { $value }.
finding-time-zone = Zeitzone { $zone }
finding-daytime-night = nachts
finding-daytime-morning = am Morgen
finding-daytime-forenoon = am Vormittag
finding-daytime-noon = mittags
finding-daytime-afternoon = am Nachmittag
finding-daytime-evening = am Abend
finding-device = In der Datei steht, mit welchem Gerät das Bild entstand.
finding-device-named = In der Datei steht das Gerät: { $value }.
finding-serial = In der Datei steht eine Nummer, die es nur bei deinem Gerät gibt.
finding-person = In der Datei steht ein Name oder ein anderer Hinweis auf eine Person.
finding-person-named = In der Datei steht ein Name oder ein anderer Hinweis auf eine Person: { $value }.
finding-regions = In der Datei ist markiert, wo Gesichter oder Personen zu sehen sind.
finding-text = In der Datei stehen Bildtexte, Kommentare oder Stichwörter.
finding-software = In der Datei steht, mit welchem Programm das Bild bearbeitet wurde.
finding-software-named = In der Datei steht das Programm: { $value }.
finding-docid = In der Datei stehen Kennungen, mit denen sich Kopien desselben Bildes einander zuordnen lassen.
finding-thumbnail = In der Datei steckt ein kleines Vorschaubild.
finding-thumbnail-differs = In der Datei steckt ein kleines Vorschaubild, und es zeigt etwas anderes als das Bild, zum Beispiel einen abgeschnittenen Rand oder ein verdecktes Gesicht.
finding-makernote = In der Datei steckt ein Datenblock des Kameraherstellers, der sich nicht ganz lesen lässt.
finding-ai = In der Datei stehen Spuren einer KI oder ein Herkunftsnachweis.
finding-ai-named = In der Datei stehen Spuren einer KI oder ein Herkunftsnachweis: { $value }.
finding-ai-declared = als KI-Bild gekennzeichnet
finding-ai-pixels = In den Bildpunkten selbst ist versteckt, womit das Bild erzeugt wurde. Das geht nur weg, wenn das Bild neu gespeichert wird.
finding-trailer = An die Datei ist etwas angehängt, das man im Bild nicht sieht, zum Beispiel ein kurzes Video.
finding-trailer-picture = In der Datei steckt noch mehr Bild, als man sieht, zum Beispiel der abgeschnittene Rand.
finding-colour_profile = In der Datei steckt ein Farbprofil. Es sorgt für die richtigen Farben.
finding-other = In der Datei stehen weitere Angaben, die fürs Anzeigen nicht nötig sind.
finding-other-damaged = Eine Stelle der Datei ist beschädigt; was dort stand, lässt sich nicht mehr lesen.

together-place-and-name = Zusammengenommen: ein Name und ein genauer Ort. Wer die Datei hat, weiß, wer wo war, vielleicht auch, wo jemand wohnt.
together-place-and-faces = Zusammengenommen: Namen zu Gesichtern und ein genauer Ort. Wer die Datei hat, weiß, wer auf dem Bild ist und wo.
together-serial-and-name = Zusammengenommen: ein Name und die Nummer deines Geräts. Damit lassen sich auch Bilder, die du ohne Namen zeigst, diesem Namen zuordnen.
together-place-and-serial = Zusammengenommen: ein genauer Ort und die Nummer deines Geräts. Aus mehreren deiner Bilder kann man ablesen, wo dasselbe Gerät immer wieder war.
together-place-and-time = Zusammengenommen: ein genauer Ort und ein Zeitpunkt. Wer die Datei hat, weiß, wo jemand wann war.

risk-gps = Wer die Datei hat, findet den Ort auf der Karte, auf wenige Meter genau. Das kann deine Wohnung sein.
risk-place = Fremde erfahren, wo du wohnst, arbeitest oder unterwegs warst.
risk-timestamp = Fremde sehen, wann du wo warst, und können deinen Tagesablauf erraten.
risk-device = Fremde können Bilder von dir leichter einander zuordnen.
risk-serial = Fremde können damit Bilder aus verschiedenen Konten demselben Gerät zuordnen, also dir.
risk-person = Fremde erfahren einen Namen, auch wenn du das Bild ohne Namen zeigst.
risk-regions = Fremde sehen, wer auf dem Bild ist, wenn Namen dabeistehen, und Programme finden die Gesichter leichter.
risk-text = Fremde lesen mit, was du oder ein Programm dazu notiert haben.
risk-software = Fremde erfahren, welche Programme du benutzt und ob das Bild bearbeitet ist.
risk-docid = Fremde können erkennen, dass zwei Bilder vom selben Original stammen.
risk-thumbnail = Das Vorschaubild kann noch zeigen, was du im Bild abgeschnitten oder verdeckt hast.
risk-makernote = Darin können Seriennummern, Zeiten oder Gesichtsdaten stehen.
risk-ai = Fremde sehen, womit das Bild erzeugt wurde, manchmal sogar deine Eingabe.
risk-trailer = Darin kann mehr zu sehen oder zu hören sein, als du zeigen wolltest.
risk-colour_profile = Das ist fast immer harmlos.
risk-other = Einzeln sagt das wenig; zusammen mit anderem kann es dich verraten.

category-gps = genauer Ort
category-place = Ortsname
category-timestamp = Zeitpunkt
category-device = Gerät
category-serial = Seriennummer
category-person = Person
category-regions = markierte Gesichter
category-text = Texte
category-software = Programm
category-docid = Kennungen
category-thumbnail = Vorschaubild
category-makernote = Herstellerdaten
category-ai = KI und Herkunft
category-trailer = Anhängsel
category-colour_profile = Farbprofil
category-other = Sonstiges
category-gps-partial = Werte vom GPS
category-ai-prompt = Eingabe an eine Bild-KI
category-gps-blank = leeres Ortsfeld
category-other-damaged = beschädigte Stelle

## Bilder: was Fremde finden (im ersten Satz des Berichts)
learn-gps = den genauen Ort der Aufnahme
learn-gps-partial = Werte vom GPS
learn-place = einen Ortsnamen
learn-timestamp = den Zeitpunkt
learn-device = das Gerät
learn-serial = die Seriennummer des Geräts
learn-person = einen Namen
learn-regions = markierte Gesichter
learn-text = Texte zum Bild
learn-software = das Programm
learn-docid = Kennungen, die Kopien verbinden
learn-thumbnail = ein Vorschaubild
learn-makernote = Daten des Kameraherstellers
learn-ai = Spuren einer KI
learn-ai-prompt = die Eingabe an eine Bild-KI
learn-trailer = ein verstecktes Anhängsel
learn-colour_profile = ein eigenes Farbprofil
learn-other = weitere Angaben
learn-more = noch mehr
and = und

## Bilder: wie die Angaben heißen (nach dem letzten Teil ihres technischen Namens)
tag-position = Position
tag-latitude = Breite
tag-longitude = Länge
tag-altitude = Höhe
tag-date = Datum
tag-time = Uhrzeit
tag-gpsdatestamp = Datum vom GPS (UTC)
tag-gpstimestamp = Uhrzeit vom GPS (UTC)
tag-gpsimgdirection = Blickrichtung in Grad
tag-gpsspeed = Tempo
tag-datetime = geändert
tag-modifydate = geändert
tag-datetimeoriginal = aufgenommen
tag-createdate = erstellt
tag-datecreated = erstellt
tag-datetimedigitized = gespeichert
tag-offsettime = Zeitzone
tag-offsettimeoriginal = Zeitzone der Aufnahme
tag-metadatadate = Angaben geändert
tag-make = Hersteller
tag-model = Modell
tag-lensmodel = Objektiv
tag-lensmake = Hersteller des Objektivs
tag-bodyserialnumber = Nummer der Kamera
tag-lensserialnumber = Nummer des Objektivs
tag-serialnumber = Seriennummer
tag-imageuniqueid = Kennung des Bildes
tag-artist = Urheber
tag-creator = Urheber
tag-by-line = Urheber
tag-xpauthor = Urheber
tag-copyright = Rechte
tag-cameraownername = Besitzer der Kamera
tag-ownername = Besitzer
tag-city = Stadt
tag-country = Land
tag-countryname = Land
tag-state = Region
tag-province-state = Region
tag-sub-location = Ort in der Stadt
tag-software = Programm
tag-creatortool = Programm
tag-hostcomputer = Rechner
tag-generator = Bild-KI
tag-prompt = Eingabe an die KI
tag-parameters = Eingabe an die KI
tag-description = Beschreibung
tag-imagedescription = Beschreibung
tag-title = Titel
tag-comment = Kommentar
tag-usercomment = Kommentar
tag-subject = Stichwörter
tag-keywords = Stichwörter
tag-thumbnailimage = Vorschaubild
tag-differs = anders als das Bild
differs-aspect = die Form
differs-content = was zu sehen ist
differs-part = eine Stelle
tag-documentid = Kennung des Dokuments
tag-instanceid = Kennung dieser Fassung
tag-profiledescription = Name des Farbprofils
tag-name = Name
tag-zone = Zeitzone
tag-near = in der Nähe von

kept-orientation = die Drehung
kept-date = Datum und Uhrzeit
kept-colour-profile = das Farbprofil
kept-gain-map = die Angaben zur Helligkeit
kept-cropped-pixels = was außerhalb des sichtbaren Ausschnitts liegt
kept-coded-picture = ein Teil der Bilddaten, den ich nicht prüfen kann
kept-codestream-end = was hinter den Bilddaten stehen könnte
kept-hidden-in-pixels = was in den Bildpunkten versteckt ist
kept-pixels = das Bild, wie es gespeichert war
why-same-pixels = es steckt im Bild selbst und geht nur weg, wenn das Bild neu gespeichert wird
why-not-rewritten = in diesem Format oder in dieser Größe kann ich es nicht neu speichern
why-upright = sonst läge das Bild auf der Seite
why-true-colours = sonst stimmten die Farben nicht
why-not-examined = das Format sagt mir nicht, ob dort etwas steht
why-asked-for = du wolltest es so

## Bilder: warum es nicht ging, und was du tun kannst
refused-not-an-image = Das ist keine Bilddatei, die ich erkenne. Schick mir ein Foto, zum Beispiel als JPEG oder PNG.
refused-unsupported = Diese Bildart kann ich noch nicht säubern. Speichere das Bild als JPEG oder PNG und schick es noch einmal.
refused-damaged = Die Datei ist beschädigt oder unvollständig. Öffne das Bild auf deinem Gerät, speichere es neu und schick es noch einmal.
refused-too-large = Die Datei ist größer als 20 MB; mehr darf ich bei Telegram nicht herunterladen. Schick eine kleinere Fassung. Am Computer geht es auch ohne Telegram, bis 100 MB, mit dem Programm image-privacy-bot clean.
refused-too-many-pixels = Das Bild hat mehr Bildpunkte, als ich sicher verarbeiten kann (120 Millionen). Verkleinere es und schick es noch einmal.
refused-too-many-frames = Die Animation hat mehr Einzelbilder, als ich sicher verarbeiten kann. Kürze sie und schick sie noch einmal.
refused-not-verified = Ich habe das Bild gesäubert, aber meine Gegenprobe war nicht sauber. Darum bekommst du es nicht zurück. Speichere das Bild als PNG und versuch es damit.
refused-timeout = Dieses Bild zu prüfen hat zu lange gedauert, darum habe ich aufgehört. Speichere es neu oder kleiner und schick es noch einmal.
refused-crashed = Beim Prüfen dieses Bildes ist etwas schiefgegangen. Speichere es neu als JPEG oder PNG und schick es noch einmal.
refused-busy = Gerade schicken sehr viele Leute Bilder. Versuch es in ein paar Minuten noch einmal.
refused-unreadable = Die Datei lässt sich nicht lesen. Prüfe, ob sie sich auf deinem Gerät öffnen lässt, und schick sie noch einmal.
refused-gone = Telegram gibt mir diese Datei nicht mehr heraus. Schick sie bitte noch einmal.
refused-pdf = Das ist ein PDF. Darin prüfe ich keine Bilder. Mach ein Bildschirmfoto der Seite oder schick mir das Bild selbst.
refused-video = Das ist ein Video. Videos prüfe und säubere ich noch nicht. Auch darin kann dein Standort stehen; schalte ihn vor dem Filmen in der Kamera-App aus.
give-up = Das hat mit diesem Bild leider auch nach mehreren Versuchen nicht geklappt. Schick es mir bitte später noch einmal.

## Was ich nicht kann, ehrlich gesagt
cannot-video = Videos prüfe und säubere ich noch nicht. Auch in einem Video kann dein Standort stehen; schalte ihn vor dem Filmen in der Kamera-App aus.
cannot-animation = Telegram macht aus GIFs kleine Videos, und Videos säubere ich noch nicht. Schick mir das GIF als Datei aus deinem Speicher.
cannot-sticker = Sticker säubere ich nicht. Telegram hat sie schon neu gespeichert; schick mir das Bild selbst als Datei.
cannot-live-photo = Ein Live-Foto ist Bild und Video zugleich, und Videos säubere ich noch nicht. Schalte „Live“ aus und schick mir nur das Bild als Datei.
cannot-voice = Sprachnachrichten höre ich nicht an. Schreib mir deine Frage bitte.
cannot-audio = Tondateien prüfe ich nicht. Ich kümmere mich nur um Bilder und um Fragen dazu.
cannot-contact = Mit Kontakten kann ich nichts anfangen, und ich habe ihn nicht gespeichert. Stell mir eine Frage oder schick mir ein Bild als Datei.
cannot-location = Deinen Standort brauche ich nicht, und ich habe ihn nicht gespeichert. Stell mir eine Frage oder schick mir ein Bild als Datei.
cannot-story = Storys prüfe ich nicht. Schick mir das Bild selbst als Datei.
cannot-other = Damit kann ich nichts anfangen. Stell mir eine Frage oder schick mir ein Bild als Datei.

## Deine Daten
privacy =
    {""}**Was mit deinem Bild geschieht**
    Ich lade es in den Arbeitsspeicher, prüfe es in einem abgeschotteten Bereich und schicke dir die Kopie. Dann suche ich darin noch nach Gesichtern und Codes und ergänze den Bericht, meist in Sekunden. Danach ist es weg. Dateinamen und Inhalte schreibe ich nirgends auf.

    {""}**Was ich auf der Platte habe, und wie lange**
    • Deine Sprache, wenn du sie gewählt hast: bis sie 180 Tage nicht gebraucht wurde.
    • Wartende Bilder (nur Nummern von Chat, Nachrichten und Datei): bis sie fertig sind, höchstens 24 Stunden.
    • Wie oft eine Frage offen blieb, je Woche und nächstem Thema: auf Dauer, ohne Person und ohne die Frage.
    • Die Sprache einer Gruppe: bis sie 180 Tage nicht gebraucht wurde.
    • Nummern erledigter Nachrichten, damit ich nichts doppelt mache: 24 Stunden.
    • Wie oft eine Antwort hilfreich war, je Woche und Thema: auf Dauer, ohne Person.
    • Fragen, die du selbst an die Redaktion schickst, ohne Namen, Zahlen und Links: höchstens 90 Tage.

    {""}**Was ich mir nur kurz merke**
    Das letzte Thema 10 Minuten und welche Antwort zu welcher Frage gehört 48 Stunden; nur im Arbeitsspeicher. Vom Namen einer Datei merke ich mir, welche Art von Angabe er verrät, bis dein Bericht da ist; nie den Namen selbst. Den Ort für die Karte lese ich aus meinem Bericht in diesem Chat, wenn du den Knopf drückst.

    {""}**Wie ich dich wiedererkenne**
    Deine Sprache liegt unter einer Prüfsumme deiner Nummer bei Telegram, die nur mit meinem Schlüssel zu berechnen ist. Namen speichere ich nicht.

    {""}**Was ich nicht steuern kann**
    Dieser Chat liegt auf den Servern von Telegram, auch deine Bilder darin. Lösche sie im Chat, wenn du sie dort nicht haben willst.

    /mydata zeigt, was ich über dich habe. /forget löscht es.
privacy-operator = **Wer diesen Bot betreibt:** { $contact }
privacy-no-operator = **Wer diesen Bot betreibt:** Das hat der Betreiber leider nicht angegeben. Schick hier nichts, was du einem Unbekannten nicht anvertrauen würdest.
mydata =
    {""}**Das habe ich über dich:**

    • Sprache: { $language }
    • { $jobs ->
        [0] Wartende Bilder: keine
        [one] Wartende Bilder: eins
       *[other] Wartende Bilder: { $jobs }
    }
    • Letztes Thema im Arbeitsspeicher: { $topic }

    Sonst nichts: keine Bilder, keine Nachrichten, keinen Namen. /forget löscht auch das.
mydata-none = nichts gespeichert
forget-ask = Soll ich alles löschen, was ich über dich habe? Das sind deine Sprache, deine wartenden Bilder und was ich mir zu diesem Chat merke. Zurückholen lässt es sich nicht.
forget-yes = Ja, alles löschen
forget-no = Nein, doch nicht
forget-done = Erledigt. Ich habe alles über dich gelöscht. Nachrichten in diesem Chat kannst du selbst löschen; die liegen bei Telegram.
forget-kept = Gut, es bleibt alles, wie es ist.
cancelled = Gut, wir fangen neu an. Stell mir eine Frage oder schick mir ein Bild als Datei.

## Knöpfe und Fehler
stale-button = Dieser Knopf ist zu alt und geht nicht mehr. Mit /help geht es weiter.
pressed-already = Schon erledigt.
error-sorry = Da ist bei mir etwas schiefgegangen, das tut mir leid. Versuch es bitte noch einmal.

## Für die Betreiber
operator-help = **Nur für dich als Betreiber:**
stats =
    {""}**Zahlen ohne Personen**

    {""}**Woche { $week }:** { $helpful } hilfreich, { $nothelpful } nicht hilfreich, { $unsure } ohne sichere Antwort.
    {""}**Insgesamt:** { $allhelpful } hilfreich, { $allnothelpful } nicht hilfreich, { $allunsure } ohne sichere Antwort.
    {""}**Bilder, die warten:** { $jobs }
stats-worst = **Am häufigsten nicht hilfreich:**
stats-best = **Am häufigsten hilfreich:**
count-row = • { $topic } ({ $language }): { $n }
topic-none = kein Thema in der Nähe
unanswered-counts = **Ohne sichere Antwort, nach dem nächsten Thema:**
unanswered-questions = { $count ->
    [0] **Fragen an die Redaktion:** keine.
    [one] **Fragen an die Redaktion:** eine.
   *[other] **Fragen an die Redaktion:** { $count }, die ältesten zuerst.
}
unanswered-nothing = Es ist nichts offen geblieben.
question-row = { $number }. „{ $text }“ ({ $language }, { $date }; am nächsten: { $topic })
question-done = Frage { $number } ist erledigt
reloaded = Das Wissen ist neu geladen.
reload-faults = Das Wissen hat Fehler. Ich antworte weiter mit dem alten:
reload-impossible = Neu laden geht in diesem Programm nicht. Starte es neu.

## Gruppen
clean-how = Antworte mit /clean auf ein Bild, dann säubere ich es.
clean-not-yours = Das darf nur, wer das Bild geschickt hat, oder ein Admin dieser Gruppe.

## Moderation: Regeln und Gründe
rule-picture-metadata = Bilder, die jemanden verraten
rule-undress-promotion = Werbung für Ausziehdienste
rule-undress-request = Bitten, jemanden auszuziehen
rule-spam = Werbung und Betrug
rule-threat = Drohungen, Bilder zu veröffentlichen
rule-flood = Sehr viele Nachrichten auf einmal
rule-duplicate = Immer wieder dieselbe Nachricht
rule-newcomer-link = Links in den ersten Nachrichten
rule-notme = „Ich bin auf diesem Bild“ (/notme)
rule-by-hand = Von einem Admin
rule-reported = Von einem Mitglied gemeldet
about-picture-metadata = In einem Bild, das als Datei geschickt wird, kann ein Ort stehen, ein Name, eine Seriennummer oder eine versteckte Vorschau. Ich sehe mir solche Dateien an und handle, wenn so etwas darin ist. Kein Hinweis wiederholt, was ich gefunden habe.
about-undress-promotion = Dienste, die Nacktbilder von Menschen machen, die nie zugestimmt haben, egal wie die Werbung formuliert oder versteckt ist. Wer Hilfe sucht, warnt oder diskutiert, bleibt unbehelligt.
about-undress-request = Jemand bittet andere, eine Person auf einem Bild auszuziehen. Ich lehne ab und sage warum; mit „löschen“ verschwindet auch die Bitte.
about-spam = Schnelles Geld, falsche Angebote, Phishing und Ähnliches.
about-threat = Jemand droht, Bilder zu veröffentlichen. Die Admins erfahren es, und der bedrohten Person wird Hilfe angeboten.
about-flood = Sehr viele Nachrichten einer Person in wenigen Sekunden.
about-duplicate = Eine Person schickt immer wieder dieselben Worte, hier oder in mehreren Gruppen.
about-newcomer-link = Links und weitergeleitete Beiträge in den ersten Nachrichten einer Person.
about-notme = Jedes Mitglied darf auf ein Bild mit /notme antworten. Die Admins entscheiden, oder das Bild ist sofort weg.
reason-picture-metadata = in dieser Datei steckt etwas, das jemanden verrät.
reason-picture-gps = in dieser Datei steht der genaue Ort der Aufnahme.
reason-picture-place = in dieser Datei steht der Name des Aufnahmeortes.
reason-picture-serial = in dieser Datei steht die Seriennummer eines Geräts: Sie verbindet Bilder miteinander.
reason-picture-person = in dieser Datei steht der Name einer Person.
reason-picture-regions = in dieser Datei sind Gesichter markiert, vielleicht mit Namen.
reason-picture-thumbnail = in dieser Datei steckt eine versteckte Vorschau, die mehr zeigt als das Bild.
reason-undress-promotion = das sieht nach Werbung für einen Dienst aus, der Nacktbilder von Menschen macht, die nie zugestimmt haben.
reason-nudify-offer-link = das bietet einen Dienst an, der Menschen auf Bildern auszieht, mit einem Link dorthin.
reason-nudify-offer-contact = das bietet einen Dienst an, der Menschen auf Bildern auszieht, mit einem Weg dorthin.
reason-nudify-listed-address = das führt zu einer Adresse auf der Liste der Ausziehdienste oder dieser Gruppe.
reason-nudify-hidden-wording = das bietet mit versteckten Worten einen Dienst an, der Menschen auf Bildern auszieht.
reason-nudify-via-bot = das wurde über einen Bot geschickt, der Menschen auf Bildern auszieht.
reason-nudify-referral = das wirbt Leute für einen Dienst an, der Menschen auf Bildern auszieht.
reason-nudify-covert = das sieht nach einer versteckten Empfehlung für einen Dienst aus, der Menschen auf Bildern auszieht.
reason-undress-request = hier werden andere gebeten, eine Person auf einem Bild auszuziehen. Dabei helfe ich nicht, und solche Bilder verletzen echte Menschen.
reason-asks-for-fake = hier werden andere um ein gefälschtes Bild einer Person gebeten. Dabei helfe ich nicht, und solche Bilder verletzen echte Menschen.
reason-trades-pictures = hier sollen intime Bilder von Menschen getauscht werden, die nicht zugestimmt haben.
reason-spam = das sieht nach Werbung oder Betrug aus.
reason-fake-service = das sieht nach einem falschen Angebot aus.
reason-spam-likely = das liest sich wie Werbung, die hier niemand bestellt hat.
reason-spam-money = das sieht nach einem Versprechen von schnellem Geld aus.
reason-spam-job = das sieht nach einem falschen Jobangebot aus.
reason-spam-phishing = das sieht nach einem Versuch aus, an Passwörter oder Codes zu kommen.
reason-spam-adult-bait = das sieht nach einem Köder für Sexseiten aus.
reason-spam-documents = hier werden gefälschte Papiere angeboten.
reason-spam-accounts = hier wird mit Konten oder Followern gehandelt.
reason-spam-stalkerware = hier werden Programme angeboten, mit denen man Menschen ausspioniert.
reason-spam-recovery = das sieht nach einem falschen Angebot aus, verlorenes Geld oder Konten zurückzuholen.
reason-self-promotion = das sieht nach Eigenwerbung aus.
reason-threat = das sieht nach einer Drohung aus, Bilder zu veröffentlichen.
reason-threat-to-publish = das sieht nach einer Drohung aus, Bilder zu veröffentlichen.
reason-flood = du hast in wenigen Sekunden sehr viele Nachrichten geschickt.
reason-duplicate = du hast dieselbe Nachricht mehrmals geschickt.
reason-duplicate-across-groups = du hast dieselbe Nachricht in mehreren Gruppen geschickt.
reason-newcomer-link = Links in den ersten Nachrichten einer Person werden hier zurückgehalten.
reason-newcomer-forward = Weitergeleitetes in den ersten Nachrichten einer Person wird hier zurückgehalten.
reason-night = nachts ist niemand wach, der nachsieht: Links und Weitergeleitetes von Neuen müssen bis zum Morgen warten.
reason-notme = jemand sagt, auf diesem Bild zu sein und nicht zugestimmt zu haben.
reason-by-hand = ein Admin hat so entschieden.
reason-reported = ein Mitglied hat diese Nachricht gemeldet.
did-off = nichts
did-log = nur aufgeschrieben
did-admins = Noch nichts. Bitte entscheidet.
did-warn = verwarnt
did-delete = entfernt
did-mute = stummgeschaltet, und entfernt, wo die Regel es sagt
did-ban = gesperrt
did-replace = durch eine saubere Kopie ersetzt
did-hide = entfernt, es lässt sich nicht wiederherstellen
did-unsure = Ich wurde beim Ersetzen des Bildes unterbrochen. Seht bitte nach, ob eine saubere Kopie dasteht; das Original steht noch da.
did-undo = zurückgenommen
did-less = Verwarnung zurückgenommen
did-trust = Vertrauen gegeben
did-block = Adressen gesperrt
did-allow = Adressen erlaubt
did-unblock = Adressen von den Listen genommen
did-keep = so gelassen
did-unwarn = Verwarnung zurückgenommen
did-unmute = darf wieder schreiben
did-unban = darf wiederkommen
did-settings = Einstellungen geändert
did-dry-admins = Probelauf: hätte es euch gesagt
did-dry-warn = Probelauf: hätte verwarnt
did-dry-delete = Probelauf: hätte entfernt
did-dry-mute = Probelauf: hätte stummgeschaltet
did-dry-ban = Probelauf: hätte gesperrt
did-dry-replace = Probelauf: hätte durch eine saubere Kopie ersetzt
did-dry-hide = Probelauf: hätte entfernt

## Moderation: was Mitglieder erfahren
notice-removed = Ich habe die Nachricht entfernt.
notice-muted = In { $hours } Stunden kannst du hier wieder schreiben.
notice-banned = Du kannst hier nicht mehr mitmachen.
notice-strike = Das ist Verwarnung { $count } von { $limit }.
notice-object = Wenn ich falsch liege, sag es einem Admin: Ein Knopf nimmt es zurück.
picture-what-to-do = Lösche die Datei hier und schick mir das Original im privaten Chat: Du bekommst eine saubere Kopie. Oder schick es als Foto statt als Datei. Du kannst auch mit /clean darauf antworten.
picture-deleted = Ich habe sie entfernt; niemand behält eine Kopie. Schick mir die Datei im privaten Chat, dann bekommst du eine saubere. Wenn ich falsch liege, sag es einem Admin.
picture-replaced = Ich habe eine saubere Kopie an ihre Stelle gesetzt und die Datei entfernt. Wenn du das hier nicht willst, sag es einem Admin.
replaced-caption = Bild von { $name }, ohne versteckte Daten
somebody = ein Mitglied
help-button = Hilfe
help-threatened = Eine Nachricht hier könnte eine Drohung gegen dich sein. Du bist nicht schuld, und du musst weder zahlen noch antworten. Das hilft jetzt:
undone-sorry = ein Admin hat nachgesehen und es zurückgenommen. Ich lag falsch, das tut mir leid.
undone-lost = ein Admin hat nachgesehen und es zurückgenommen. Ich lag falsch, das tut mir leid. Deine Nachricht ist endgültig weg: Hier behält niemand eine Kopie.

## Moderation: Karten für Admins
card-group = Gruppe:
card-author = Von:
card-why = Warum:
card-did = Was ich getan habe:
card-strikes = Verwarnungen: { $count }, die Grenze ist { $limit }.
card-missing-can_delete_messages = Ich konnte nichts entfernen: Mir fehlt das Recht „Nachrichten löschen“.
card-missing-can_restrict_members = Ich konnte niemanden stummschalten oder sperren: Mir fehlt das Recht „Nutzer sperren“.
card-cannot-delete = Ich konnte die Nachricht nicht entfernen. Telegram lässt Bots nur entfernen, was jünger als 48 Stunden ist.
card-ask-ban = Diese Person ist über der Grenze der Verwarnungen. Bitte entscheidet, ob sie gesperrt wird.
card-not-copied = Der Text ist weg: Ohne Log-Chat wird nichts behalten, was sich wiederherstellen ließe. /logchat legt einen fest.
card-notme = Jemand hat mit /notme darum gebeten. Wer es war, wird nicht gesagt. Das Bild wird nirgends kopiert.
card-overdue = Die Frist eines /notme ist abgelaufen und niemand hat entschieden.
card-message = Zur Nachricht
card-pressed = Ein Admin: { $what }
choice-undo = Zurücknehmen
choice-less = Eine Verwarnung weniger
choice-trust = Dieser Person vertrauen
choice-ban = Sperren
choice-delete = Löschen
choice-warn = Verwarnen
choice-block = Adressen darin sperren
choice-keep = So lassen
choice-done-undo = Zurückgenommen. Die Person weiß Bescheid.
choice-done-undo-lost = Verwarnung und Sperre sind zurückgenommen. Der Text ist weg: Es gab keine Kopie.
choice-done-less = Eine Verwarnung weniger.
choice-no-strike = Es gab keine Verwarnung.
choice-done-trust = Vertraut: Zweifelhaftes wird euch vorgelegt, von selbst geschieht nichts.
choice-done-ban = Gesperrt.
choice-done-delete = Gelöscht.
choice-done-warn = Verwarnt.
choice-done-block = Die Adressen darin sind hier ab jetzt gesperrt.
choice-block-how = Dafür brauche ich die Nachricht selbst. Antworte in der Gruppe mit /block darauf.
choice-done-keep = So gelassen.
choice-refused = Telegram hat mich das nicht tun lassen. /status in der Gruppe zeigt, welches Recht mir fehlt.
not-your-button = Telegram sagt, dass du in der Gruppe das Recht dazu nicht hast.
pressed-by-another = Das ist schon erledigt.

## Moderation: Befehle
command-report = Was ein Bild verrät, nur für dich
command-notme = Ich bin auf diesem Bild und habe nicht zugestimmt
command-report_message = Den Admins eine Nachricht melden
command-rules = Die Regeln dieser Gruppe
command-status = Was der Bot hier darf
command-settings = Festlegen, was der Bot hier tut
command-warn = Verwarnen, als Antwort
command-unwarn = Verwarnung zurücknehmen, als Antwort
command-mute = Für eine Zeit stummschalten, als Antwort
command-unmute = Wieder schreiben lassen, als Antwort
command-ban = Sperren, als Antwort
command-unban = Sperre aufheben, als Antwort
command-strikes = Wie viele Verwarnungen, als Antwort
command-audit = Was zuletzt getan wurde
command-block = Adressen einer Nachricht sperren
command-allow = Adressen einer Nachricht erlauben
command-unblock = Adressen von den Listen nehmen
command-logchat = Den Chat für Meldungen wählen
reply-first = Antworte mit diesem Befehl auf die Nachricht, um die es geht.
leads-the-group = Die Nachricht ist von jemandem, der diese Gruppe leitet. Dagegen tue ich nichts.
needs-can_delete_messages = Dafür brauchst du in dieser Gruppe das Recht „Nachrichten löschen“.
needs-can_restrict_members = Dafür brauchst du in dieser Gruppe das Recht „Nutzer sperren“.
warned = ein Admin hat dich verwarnt.
warned-already = Für diese Nachricht gibt es schon eine Verwarnung.
no-strikes = Es gibt keine Verwarnung, die man zurücknehmen könnte.
strike-less = Eine Verwarnung ist zurückgenommen. Jetzt: { $count } von { $limit }.
strikes-are = { $count ->
    [0] Keine Verwarnung in den letzten { $days } Tagen. Die Grenze ist { $limit }.
    [one] Eine Verwarnung in den letzten { $days } Tagen. Die Grenze ist { $limit }.
   *[other] { $count } Verwarnungen in den letzten { $days } Tagen. Die Grenze ist { $limit }.
}
mute-how = Sag, für wie lange, zum Beispiel /mute 30m, /mute 2h oder /mute 3d. Telegram nimmt 30 Sekunden bis 366 Tage.
muted-until = kann hier wieder schreiben ab { $until }.
unmuted = Diese Person kann wieder schreiben.
banned = Diese Person ist gesperrt. /unban als Antwort hebt es auf.
unbanned = Diese Person darf wiederkommen.
blocked-addresses = { $count ->
    [0] In der Nachricht habe ich keine Adresse gefunden.
    [one] Eine Adresse ist hier ab jetzt gesperrt. Ich behalte nur einen Fingerabdruck davon.
   *[other] { $count } Adressen sind hier ab jetzt gesperrt. Ich behalte nur Fingerabdrücke davon.
}
allowed-addresses = { $count ->
    [0] In der Nachricht habe ich keine Adresse gefunden.
    [one] Eine Adresse ist hier ab jetzt erlaubt.
   *[other] { $count } Adressen sind hier ab jetzt erlaubt.
}
unlisted-addresses = { $count ->
    [0] Keine der Adressen stand auf einer Liste.
    [one] Eine Adresse ist von den Listen.
   *[other] { $count } Adressen sind von den Listen.
}
audit-title = **Die letzten Aktionen**
audit-empty = Noch nichts.
audit-line = { $when }: { $rule }: { $what } ({ $by }){ $undone ->
    [0] {""}
   *[other] , zurückgenommen
}
audit-bot = Bot
audit-admin = Admin
rules-title = Regeln dieser Gruppe
rules-bot =
    Ich achte auf diese Gruppe: keine Werbung für Ausziehdienste, keine Bitten, jemanden auszuziehen, keine Drohungen, kein Betrug. Bilder, die als Datei kommen, dürfen niemanden verraten.

    Du bist auf einem Bild und hast nicht zugestimmt? Antworte darauf mit /notme. Etwas stimmt hier nicht? Antworte mit /report_message. Wenn ich falsch liege, kann jeder Admin es zurücknehmen.
rules-set = Die Regeln sind gesetzt. /rules zeigt sie.
rules-too-long = Das ist zu lang: höchstens { $most } Zeichen.
status-title = Was ich hier darf
status-log-chat = Meldungen gehen in den Log-Chat.
status-no-log-chat = Es gibt keinen Log-Chat: Meldungen gehen an Admins, die einen privaten Chat mit mir haben, und Entferntes lässt sich nicht wiederherstellen. /logchat legt einen fest.
status-dry-run = Probelauf: Ich schreibe nur auf, was ich tun würde.
status-talks = Diese Gruppe spricht über das Thema: Funde zu Ausziehdiensten werden nur den Admins vorgelegt.
lacks-nothing = Ich habe hier alle Rechte, die ich brauche.
lacks-can_delete_messages = Mir fehlt das Recht „Nachrichten löschen“: Ich kann warnen und melden, aber nichts entfernen.
lacks-can_restrict_members = Mir fehlt das Recht „Nutzer sperren“: Ich kann niemanden stummschalten oder sperren.
lacks-sight = Ich sehe nicht alle Nachrichten: Macht mich zum Admin, oder schaltet bei BotFather meinen Privatsphäre-Modus aus. Bis dahin sehe ich nur Befehle und Antworten an mich.
lost-can_delete_messages = Ich habe gerade das Recht „Nachrichten löschen“ verloren: Ab jetzt kann ich warnen und melden, aber nichts entfernen.
lost-can_restrict_members = Ich habe gerade das Recht „Nutzer sperren“ verloren: Ab jetzt kann ich niemanden stummschalten oder sperren.
logchat-code = Nehmt mich in den Chat auf, der die Meldungen bekommen soll, und schreibt dort innerhalb von 15 Minuten: /logchat { $code }
logchat-stale = Diesen Code kenne ich nicht mehr. /logchat in der Gruppe gibt einen neuen.
logchat-set = Meldungen dieser Gruppe gehen jetzt in den Log-Chat.
logchat-here = Dieser Chat bekommt jetzt die Meldungen der Gruppe. Bevor Werbung entfernt wird, wird sie hierher kopiert, damit man sie wiederherstellen kann. Bilder, die wegen /notme oder versteckter Daten entfernt werden, werden nie kopiert.
logchat-off = Der Log-Chat ist aus. Meldungen gehen an Admins, die einen privaten Chat mit mir haben.

## Moderation: in einer Gruppe ankommen
join-does =
    {""}**Hallo, ich helfe dieser Gruppe, die Menschen auf ihren Bildern zu schützen.**

    Ich sage Bescheid, wenn jemand eine Datei schickt, in der ein Ort oder ein Name steckt. Ich finde Werbung für Ausziehdienste und Betrug und warne zuerst; Entfernen schaltet ihr selbst ein. Wer gegen den eigenen Willen auf einem Bild ist, kann mit /notme darauf antworten. Gegen Menschen, die Hilfe suchen oder über das Thema sprechen, tue ich nie etwas.
join-stores = Ich behalte eure Einstellungen, Verwarnungen unter Pseudonymen für 30 Tage und was getan wurde für 90 Tage. Keine Nachrichten, keine Bilder, keine Namen. Wenn ihr mich entfernt, ist nach 30 Tagen alles weg. Mehr unter /privacy.
join-settings = Admins stellen alles mit /settings ein. /status zeigt, was ich darf, /rules die Regeln.

## Moderation: /notme, /report, /report_message
notme-how = Antworte mit /notme auf das Bild, auf dem du bist. Niemand hier erfährt, dass du es warst.
notme-off = /notme ist in dieser Gruppe ausgeschaltet. Schreib bitte einem Admin.
notme-limit = Das waren viele Anfragen in kurzer Zeit. Versuch es in einer Stunde noch einmal, oder schreib einem Admin.
notme-told = Danke, dass du es sagst. Die Admins sind gefragt, und auch wer es geschickt hat, mit { $hours } Stunden Zeit. Sonst erfährt niemand, dass du es warst.
notme-hidden = Danke, dass du es sagst. Das Bild ist weg, und niemand behält eine Kopie. Niemand erfährt, dass du es warst.
notme-known = Nach diesem Bild hat schon jemand gefragt. Die Admins wissen Bescheid.
notme-poster = jemand sagt, auf diesem Bild zu sein und nicht zugestimmt zu haben. Lösch es bitte innerhalb von { $hours } Stunden, oder sag einem Admin, warum es bleiben darf. Die Admins sind auch gefragt.
notme-poster-hidden = jemand sagt, auf deinem Bild zu sein und nicht zugestimmt zu haben. Ich habe es entfernt. Du musst nichts tun, und es ist keine Verwarnung. Wenn du es anders siehst, sag es einem Admin.
report-how = Antworte mit /report auf ein Bild, dann sage ich nur dir, was es verrät.
report-not-yours = Das darf nur, wer das Bild geschickt hat, oder ein Admin dieser Gruppe.
report-begun = Ich sehe mir das Bild an. Was ich finde, siehst nur du.
report-private = Was ein Bild verrät, geht sonst niemanden etwas an. Schick mir das Bild im privaten Chat, dort sage ich es dir.
report-private-button = Zum privaten Chat
report-message-how = Antworte mit /report_message auf die Nachricht, die sich die Admins ansehen sollen.
report-message-thanks = Danke. Die Admins wissen Bescheid, aber nicht, von wem.
report-message-known = Danke. Die Admins kennen diese Nachricht schon.
report-message-limit = Das waren viele Meldungen in kurzer Zeit. Versuch es in einer Stunde noch einmal.

## Moderation: die Einstellungen
settings-not-yours = Das dürfen nur Admins, die die Gruppeninfo ändern dürfen.
settings-title = **Was soll ich in dieser Gruppe tun?** Wählt eine Regel.
settings-more = /settings export gibt die Einstellungen als Datei; antwortet auf so eine Datei mit /settings import, um sie zu übernehmen. /logchat wählt den Chat für Meldungen, /rules TEXT setzt die eigenen Regeln der Gruppe.
settings-page-numbers = Verwarnungen, Zeiten
settings-page-switches = Schalter
settings-page-night = Nacht
settings-close = Schließen
settings-back = Zurück
settings-saved = Gespeichert.
settings-sure-doubtful = „Sicher“ gilt für das, wobei ich sicher bin. „Zweifel“ gilt für das, was sich ein Mensch ansehen soll; da geschieht nie etwas von selbst.
settings-sure = { $chosen ->
    [0] Sicher: { $mode }
   *[other] ● Sicher: { $mode } (gewählt)
}
settings-doubtful = { $chosen ->
    [0] Zweifel: { $mode }
   *[other] ● Zweifel: { $mode } (gewählt)
}
settings-numbers = Verwarnungen, erste Nachrichten, Fluten und ruhige Zeiten.
settings-switches = Was an ist und was aus.
settings-night = Nachts ist niemand wach, der nachsieht: Dann entferne ich Links und Weitergeleitetes von Neuen.
night-on = Nacht ist von { $begin } bis { $end } Uhr, UTC { $zone }.
night-is-off = Der Nachtmodus ist aus.
night-off = Aus
mode-off = aus
mode-log = nur aufschreiben
mode-admins = euch sagen
mode-warn = verwarnen
mode-delete = löschen
mode-mute = stummschalten
mode-ban = sperren
mode-replace = saubere Kopie
mode-hide = sofort weg
number-strike-limit = { $n } Verwarnungen: stumm
number-strike-days = Verwarnung gilt { $n } Tage
number-mute-hours = Stumm: { $n } Stunden
number-newcomer-messages = Erste { $n } Nachrichten im Blick
number-trust-messages = Bekannt nach { $n } Nachrichten
number-flood-messages = Flut: über { $n } Nachrichten
number-flood-seconds = in { $n } Sekunden
number-duplicates = { $n } Mal dasselbe
number-notice-minutes = Hinweis weg nach { $n } Min.
number-quiet-minutes = Ein Hinweis in { $n } Min.
number-answer-hours = /notme: { $n } Stunden Zeit
switch-dry-run = { $on ->
    [0] Probelauf: aus
   *[other] Probelauf: an
}
switch-talks-about-it = { $on ->
    [0] Die Gruppe spricht über das Thema: nein
   *[other] Die Gruppe spricht über das Thema: ja
}
settings-exported = Die Einstellungen dieser Gruppe. Über wen sie gelten, steht nirgends darin.
settings-imported = Die Einstellungen sind übernommen.
settings-import-how = Antworte mit /settings import auf die Datei, die /settings export gemacht hat.
settings-import-fault = Diese Datei kann ich nicht lesen, nichts ist geändert. Der Fehler steckt in: { $field }

## What the picture itself shows
refused-not-looked-at = Ich konnte nicht suchen, was verdeckt werden soll: Das Bild ist dafür zu groß, es ist eine lange Animation, oder diesem Bot fehlt hier die Erkennung. Deshalb gibt es keine verdeckte Kopie. Schick es kleiner, als JPEG oder PNG.
refused-not-coverable = In so einer Datei kann ich nichts verdecken. Speichere sie als JPEG oder PNG und schick mir die.
seen-things = Auf dem Bild selbst zu sehen: { $things }.
seen-face = { $count ->
    [one] ein Gesicht, das man erkennen kann
   *[other] { $count } Gesichter, die man erkennen kann
}
seen-code-url = { $count ->
    [one] ein QR- oder Strichcode mit einem Link
   *[other] { $count } QR- oder Strichcodes mit Links
}
seen-code-payment = { $count ->
    [one] ein Code für eine Zahlung
   *[other] { $count } Codes für Zahlungen
}
seen-code-wifi = { $count ->
    [one] ein Code mit einem WLAN-Passwort
   *[other] { $count } Codes mit WLAN-Passwörtern
}
seen-code-contact = { $count ->
    [one] ein Code mit Kontaktdaten
   *[other] { $count } Codes mit Kontaktdaten
}
seen-code-ticket = { $count ->
    [one] ein Code eines Tickets oder Zertifikats
   *[other] { $count } Codes von Tickets oder Zertifikaten
}
seen-code-text = { $count ->
    [one] ein QR- oder Strichcode
   *[other] { $count } QR- oder Strichcodes
}
seen-line-iban = { $count ->
    [one] eine Kontonummer
   *[other] { $count } Kontonummern
}
seen-line-card = { $count ->
    [one] eine Kartennummer
   *[other] { $count } Kartennummern
}
seen-line-document = { $count ->
    [one] eine Zeile eines Ausweises
   *[other] { $count } Zeilen eines Ausweises
}
seen-line-plate = { $count ->
    [one] ein Autokennzeichen
   *[other] { $count } Autokennzeichen
}
seen-line-phone = { $count ->
    [one] eine Telefonnummer
   *[other] { $count } Telefonnummern
}
seen-line-email = { $count ->
    [one] eine E-Mail-Adresse
   *[other] { $count } E-Mail-Adressen
}
seen-line-address = { $count ->
    [one] eine Zeile, die nach einer Adresse aussieht
   *[other] { $count } Zeilen, die nach einer Adresse aussehen
}
seen-line-one-time-code = { $count ->
    [one] ein Sicherheitscode
   *[other] { $count } Sicherheitscodes
}
seen-soon = Im Bild selbst suche ich jetzt noch nach Gesichtern und Codes und ergänze hier, was ich finde. Steht nach einer Minute nichts da, holt der Knopf „Etwas im Bild verdecken“ es nach.
seen-on-request = Gerade schicken viele Leute Bilder, darum habe ich im Bild selbst noch nicht nach Gesichtern und Codes gesucht. Der Knopf „Etwas im Bild verdecken“ holt das nach.
seen-soon-album = In den Bildern selbst suche ich jetzt noch nach Gesichtern und Codes und ergänze hier, was ich finde.
seen-on-request-album = Gerade schicken viele Leute Bilder, darum habe ich in den Bildern selbst noch nicht nach Gesichtern und Codes gesucht. Die Knöpfe unten holen das nach.
seen-nothing-faces = Auf dem Bild selbst ist mir kein Gesicht und kein Code aufgefallen.
seen-nothing-codes = Auf dem Bild selbst ist mir kein Gesicht aufgefallen.
seen-no-faces = Nach Gesichtern konnte ich nicht suchen.
seen-no-codes = Nach QR- und Strichcodes konnte ich nicht suchen.
seen-unchecked = Was man auf dem Bild selbst sieht, etwa Gesichter oder Straßenschilder, konnte ich nicht prüfen.
seen-can-miss = Gesichter kann ich übersehen; auch Schilder, Kleidung und Orte verraten etwas. Schau selbst hin, bevor du es teilst.
cover-start = Etwas im Bild verdecken
cover-position = In Bild { $position } verdecken
cover-all = Alle verdecken
cover-chosen = { $count ->
    [one] Eine Stelle verdecken
   *[other] { $count } Stellen verdecken
}
cover-number-covered = { $number }: verdeckt
cover-number-stays = { $number }: bleibt
cover-add-area = Eine Fläche dazu
cover-harder = Gründlicher suchen
cover-text = Auch Text
cover-tiles = In Kästchen
cover-solid = In einem Grau
cover-undo = Rückgängig
cover-cell-covered = { $name } verdeckt
cover-grid-done = Fertig mit den Flächen
cover-cells = Flächen, die auch verdeckt werden: { $cells }.
cover-how = Drück eine Nummer, damit sie bleibt. Von einer verdeckten Stelle ist in der Kopie nichts mehr da, womit auch immer man sie bearbeitet.
cover-how-grid = Drück die Felder, die verdeckt werden sollen.
cover-nothing = Es ist noch nichts ausgewählt. Drück eine Nummer oder nimm eine Fläche dazu.
cover-gone = Ich weiß nicht mehr, was du ausgewählt hast: Ich merke es mir höchstens eine Stunde. Drück unter dem Bericht noch einmal auf „Etwas im Bild verdecken“.
cover-impossible = In diesem Bild kann ich nichts suchen: Es ist zu groß dafür, eine lange Animation, oder ich kann es nicht lesen. Schick es kleiner, als JPEG oder PNG.
cover-no-text = Text in Bildern zu lesen ist hier nicht eingerichtet. Such selbst nach Nummern, Namen und Schildern und verdecke sie als Fläche.
cover-caption = { $count ->
    [one] Eine Stelle ist verdeckt, und die Metadaten sind weg. Gesichter kann ich übersehen, also schau es dir vor dem Teilen an.
   *[other] { $count } Stellen sind verdeckt, und die Metadaten sind weg. Gesichter kann ich übersehen, also schau es dir vor dem Teilen an.
}
card-agreed = Wer das Bild geschickt hat, sagt, dass die Person darauf zugestimmt hat. Bitte entscheidet.
notme-delete-it = Mein Bild löschen
notme-agreed = Die Person hat zugestimmt
notme-not-yours = Das ist für die Person, die das Bild geschickt hat.
notme-thanks-deleted = Danke. Das Bild ist weg.
notme-thanks-agreed = Danke. Die Admins wissen Bescheid und entscheiden.
privacy-groups =
    {""}**In Gruppen:** Einstellungen, Verwarnungen und Vertrauen unter Pseudonymen (30 Tage), was getan wurde ohne Namen (90 Tage), Fingerabdrücke gelisteter Adressen. Wo eine Gruppe es will, Fingerabdrücke von Bildern, die nach /notme entfernt wurden (30 Tage). Keine Nachrichten, keine Bilder. Alles geht 30 Tage, nachdem ich entfernt wurde.
mydata-groups =
    {""}**In Gruppen:** { $strikes } Verwarnungen in Kraft, { $counters } Zähler von Nachrichten, { $cases } offene Hinweise, alles unter Pseudonymen.

    Verwarnungen in Kraft bleiben nach /forget, bis sie enden.
answered-above = Das habe ich hier gerade beantwortet, ein Stück weiter oben.

## Moderation in Gruppen: Kopien, Plattformen, entfernte Bilder
settings-less = − weniger
settings-greater = + mehr
night-from = ab { $hour }
night-to = bis { $hour }
did-forgotten = Ich wurde neu gestartet, während das Bild wartete. Seine Bildunterschrift und die Nachricht, auf die es antwortet, standen nur in meinem Speicher, und Telegram lässt keinen Bot sie noch einmal lesen. Darum steht das Original noch da, und wer es geschickt hat, weiß, was es verrät.
block-refused-platform = { $count ->
    [one] Eine Adresse gehört zu einer großen Plattform, einer Hilfestelle oder einem Host, den sich viele teilen. Die sperre ich nicht: Das träfe die Links von allen. Entfernt die Nachricht, oder sperrt das Konto, das sie nennt.
   *[other] { $count } Adressen gehören zu großen Plattformen, Hilfestellen oder Hosts, die sich viele teilen. Die sperre ich nicht: Das träfe die Links von allen. Entfernt die Nachricht, oder sperrt das Konto, das sie nennt.
}
choice-block-platform = Nicht gesperrt: Große Plattformen und Hilfestellen bleiben offen, es träfe die Links von allen.
switch-recognise-taken-down = { $on ->
    [0] Entfernte Bilder wiedererkennen: aus
   *[other] Entfernte Bilder wiedererkennen: an
}
reason-notme-again = dieses Bild wurde hier schon einmal entfernt, weil eine Person darauf nicht zugestimmt hatte.
card-notme-again = Das sieht aus wie ein Bild, das hier in den letzten 30 Tagen nach einem /notme entfernt wurde. Ich vergleiche einen Fingerabdruck des ganzen Bildes, keine Gesichter, und kann mich irren. Nichts wird kopiert.
notme-poster-again = dieses Bild sieht aus wie eines, das hier entfernt wurde, weil eine Person darauf nicht zugestimmt hatte. Lösch es bitte, oder sag einem Admin, wenn ich mich irre. Es ist keine Verwarnung.
notme-poster-again-hidden = dieses Bild sieht aus wie eines, das hier entfernt wurde, weil eine Person darauf nicht zugestimmt hatte. Ich habe es entfernt. Es ist keine Verwarnung. Wenn ich mich irre, sag es einem Admin.

## Group moderation: a reminder to ask first
switch-ask-first = { $on ->
    [0] Erinnern, Abgebildete zu fragen: aus
   *[other] Erinnern, Abgebildete zu fragen: an
}
ask-first = : Auf diesem Bild ist jemand zu erkennen. Durftest du es hier zeigen? Frag Fremde vorher, und bei Kindern das Kind und die Eltern. Hat niemand gefragt, lösch es besser. Ich kann Gesichter verdecken: Schick mir das Bild privat. Das ist eine Erinnerung und kein Verstoß, die Antwort weißt nur du.

## Bilddateien auf der Kommandozeile: warum es nicht ging, und was zu tun ist
file-not-an-image = das ist keine Bilddatei, die ich kenne; JPEG oder PNG geht
file-unsupported = diese Bildart lässt sich noch nicht säubern; speichere sie als JPEG oder PNG
file-damaged = die Datei ist beschädigt oder unvollständig; öffne sie in einem Bildprogramm und speichere sie neu
file-too-large = die Datei ist größer als 100 MB; verkleinere sie
file-too-many-pixels = das Bild hat mehr Bildpunkte, als sich sicher verarbeiten lassen (120 Millionen); verkleinere es
file-too-many-frames = die Animation hat mehr Einzelbilder, als sich sicher verarbeiten lassen; kürze sie
file-not-verified = die Gegenprobe der sauberen Kopie war nicht sauber, darum gibt es keine; speichere das Bild als PNG und versuch es damit
file-timeout = dieses Bild zu prüfen hat zu lange gedauert; speichere es neu oder kleiner
file-crashed = beim Prüfen dieses Bildes ist etwas schiefgegangen; speichere es neu als JPEG oder PNG
file-unreadable = das lässt sich nicht lesen: Gibt es das, ist es eine Datei, und darfst du sie lesen?
file-not-looked-at = was verdeckt werden soll, ließ sich nicht suchen, darum gibt es keine verdeckte Kopie. Das Bild ist dafür zu groß, eine lange Animation, oder die Erkennung ist nicht installiert: Verkleinere es, oder siehe image-privacy-bot doctor
file-not-coverable = in so einer Datei lässt sich nichts verdecken; speichere sie als JPEG oder PNG
