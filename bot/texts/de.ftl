# Alles, was der Bot sagt, außer den Antworten in knowledge/. Regeln: du, kurze Sätze, keine Fachwörter
# ohne Erklärung, neben jedem Zeichen ein Wort. en.ftl hat dieselben Schlüssel und Platzhalter (ein Test vergleicht sie).
# Eine Zeile darf in Fluent nicht mit * beginnen: darum {""} vor fetten Zeilenanfängen.

## Erster Kontakt
start =
    Hallo! Ich helfe dir, wenn es um deine Bilder im Netz geht.

    {""}**Frag mich:** zum Beispiel „Was passiert mit Fotos, die ich in eine KI-App lade?“ Ich antworte mit geprüften Texten und nenne die Quellen.
    {""}**Schick mir ein Bild als Datei:** Ich zeige dir, was es verrät, und gebe dir eine saubere Kopie zurück.
    {""}**Was mit deinem Bild geschieht:** Ich halte es nur so lange im Arbeitsspeicher, bis du die Kopie hast. Danach ist es weg.
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
help-group =
    In der Gruppe bin ich still, bis mich jemand anspricht.

    {""}**Frage:** /ask und deine Frage, oder erwähne mich, oder antworte auf eine Nachricht von mir.
    {""}**Bild säubern:** Antworte mit /clean auf dein eigenes Bild.
unknown-command = Diesen Befehl kenne ich nicht. Mit /help siehst du, was ich kann. Oder stell mir einfach deine Frage.
about =
    {""}**{ $name }**, Version { $version }

    Ich beantworte Fragen rund um Bilder und Privatsphäre und säubere Bilder von versteckten Angaben. Meine Antworten haben Menschen geschrieben und geprüft; keine KI denkt sich etwas aus. Mein Programm ist offen (MIT-Lizenz), jeder kann es nachlesen und selbst betreiben.
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
topics-title = **Worum geht es?** Tippe auf einen Bereich.
topics-page =
    {""}**{ $title }**
    Seite { $page } von { $pages }
topics-back = Alle Bereiche
topics-found = **Themen zu „{ $words }“:**
topics-none = Zu „{ $words }“ habe ich kein Thema. Hier sind alle Bereiche:
page-next = Weiter
page-previous = Zurück
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
report-not-visible = Was man auf dem Bild selbst sieht, etwa Gesichter oder Straßenschilder, habe ich nicht geprüft.
report-album-details = Die genauen Angaben zu einem Bild bekommst du, wenn du es mir einzeln schickst.
copy-refused = **Keine saubere Kopie:** { $reason }
receipt = { $count ->
    [one] **Quittung:** { $date }, { $time } Uhr (UTC), { $seconds } s im Arbeitsspeicher, nichts aufgehoben. /privacy
   *[other] **Quittung:** { $date }, { $time } Uhr (UTC), zusammen { $seconds } s im Arbeitsspeicher, nichts aufgehoben. /privacy
}
show-map = Auf der Karte zeigen
show-details = Alle genauen Angaben
why-it-matters = Warum das wichtig ist
how-as-file = So schickst du es als Datei
map-gone = In diesem Bericht steht kein Ort, den ich auf der Karte zeigen kann.
picture-gone = Dieses Bild habe ich nicht mehr vor mir. Schick es mir bitte noch einmal.
thumbnail-caption = Dieses Vorschaubild steckt in deiner Datei. Es zeigt etwas anderes als das Bild.
copy-follows = **Saubere Kopie:** Sie kommt gleich als Datei.
copies-follow = { $count ->
    [one] **Saubere Kopie:** Sie kommt gleich als Datei.
   *[other] **Saubere Kopien:** Alle { $count } kommen gleich als Dateien.
}
copy-caption = Deine saubere Kopie
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
picture-queue-full = Ich arbeite noch an deinen anderen Bildern. Warte bitte, bis sie fertig sind, und schick dieses dann noch einmal.

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
tag-documentid = Kennung des Dokuments
tag-instanceid = Kennung dieser Fassung
tag-profiledescription = Name des Farbprofils
tag-name = Name
tag-zone = Zeitzone
tag-near = in der Nähe von

kept-orientation = die Drehung
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
refused-too-large = Die Datei ist größer als 20 MB; mehr darf ich bei Telegram nicht herunterladen. Schick eine kleinere Fassung. Am Computer geht es auch ohne Telegram, mit dem Programm image-privacy-bot clean.
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
    Ich lade es in den Arbeitsspeicher, prüfe es in einem abgeschotteten Bereich und schicke dir die Kopie. Danach ist es weg. Dateinamen und Inhalte schreibe ich nirgends auf.

    {""}**Was ich auf der Platte habe, und wie lange**
    • Deine Sprache, wenn du sie gewählt hast: bis sie 180 Tage nicht gebraucht wurde.
    • Wartende Bilder (nur Nummern von Chat, Nachrichten und Datei): bis sie fertig sind, höchstens 24 Stunden.
    • Wie oft eine Frage offen blieb, je Woche und nächstem Thema: auf Dauer, ohne Person und ohne die Frage.
    • Die Sprache einer Gruppe: bis sie 180 Tage nicht gebraucht wurde.
    • Nummern erledigter Nachrichten, damit ich nichts doppelt mache: 24 Stunden.
    • Wie oft eine Antwort hilfreich war, je Woche und Thema: auf Dauer, ohne Person.
    • Fragen, die du selbst an die Redaktion schickst, ohne Namen, Zahlen und Links: höchstens 90 Tage.

    {""}**Was ich mir nur kurz merke**
    Das letzte Thema 10 Minuten und welche Antwort zu welcher Frage gehört 48 Stunden; nur im Arbeitsspeicher. Den Ort für die Karte lese ich aus meinem Bericht in diesem Chat, wenn du den Knopf drückst.

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
