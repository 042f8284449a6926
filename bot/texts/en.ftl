# Everything the bot says except the answers in knowledge/. Rules: short sentences, no term without an
# explanation, a word beside every emoji. de.ftl has the same keys and placeholders (a test compares them).
# A Fluent line must not begin with *: hence {""} before lines that begin bold.

## First contact
start =
    Hello! I help you with your pictures and your privacy.

    {""}**Ask me:** for example “What happens to photos I upload to an AI app?” My answers are checked against sources, and I name them.
    {""}**Send me a picture as a file:** I show you what it gives away and send back a clean copy.
    {""}**What happens to your picture:** I hold it in memory only until you have your copy and the whole report. Then it is gone.
start-ask = Ask a question
start-clean = Clean a picture
start-topics = Browse topics
how-ask = Just write your question the way you would ask a friend. For example: “Can people see from my photo where I live?”
how-clean =
    How to send me a picture as a file:

    {""}**Android:** paper clip → File → Gallery → choose the picture.
    {""}**iPhone:** paper clip → File → Choose from Photos.
    {""}**Computer:** drag the picture into the window and choose “Without compression”.

    Only a file still holds everything your phone wrote into the picture. Only then can I show it to you.
help =
    This is what I can do for you:

    {""}**Questions:** Write me what you want to know about your pictures.
    {""}**Pictures:** Send me a picture as a file. You get a report and a clean copy. Several at once are fine.

    I understand these commands:
into-group = Add me to a group
help-group =
    In a group I stay silent until somebody speaks to me.

    {""}**Question:** /ask and your question, or mention me, or reply to one of my messages.
    {""}**Clean a picture:** reply to your own picture with /clean. **What it gives away:** /report.
    {""}**You are in a picture and did not agree:** reply to it with /notme.
    {""}**Something is wrong here:** reply with /report_message. /rules shows the rules, /status what I may do.
    {""}**Administrators:** /settings.
unknown-command = I don't know this command. /help shows what I can do. Or just ask me your question.
about =
    {""}**{ $name }**, version { $version }

    I answer questions about pictures and privacy, and I clean pictures of hidden data. My answers are fixed texts, checked against their sources; no AI makes anything up. My program is open (MIT licence): anybody can read it and run it.
profile-name = Picture Privacy
profile-short = What does your photo give away? Honest report, clean copy, checked answers. Nothing is kept.
profile-description =
    Ask me anything about pictures and privacy: AI apps, metadata, your rights, help against abuse. I answer with sources and dates.

    Send me a picture as a file and I show you what it gives away. You get a clean copy back. Your picture is in memory for a moment only; nothing is kept.
command-start = Start again
command-help = What I can do
command-topics = All topics
command-ask = Ask a question
command-clean = Clean a picture (reply to it)
command-language = Choose the language
command-privacy = What I store and what I don't
command-mydata = What I have about you
command-forget = Delete everything about you
command-cancel = Stop and start afresh
command-about = About this bot
command-stats = Numbers without people
command-unanswered = What stayed open
command-reload = Load the knowledge again

## Questions
sources = Sources:
reviewed = Reviewed: { $date }
overdue = Please note: this answer should have been reviewed again by { $date }. Check the sources to be sure it still holds.
disclaimer = General information, not legal advice for your case.
country-de = Germany
country-at = Austria
country-ch = Switzerland
country-uk = United Kingdom
country-us = USA
more = More about this
template = Template text
template-intro = Here is the text to copy. Fill in what stands in square brackets:
no-more = That is all I have on this for now.
helpful = Helpful
not-helpful = Not helpful
thanks-helpful = Thank you, I'm glad.
thanks-not-helpful = Thank you. This shows us which answers need work.
unsure-near =
    I'm not sure about this, and I don't want to make anything up. Does one of these topics fit?
unsure-far =
    I have no checked answer to this, and I don't want to make anything up. I know about pictures and privacy; /topics lists everything.
unsure-send-hint = If you like, pass the question on to the editors. Your name is left out, and I cross out numbers and links. You will not get a personal reply, but the answer may soon be here.
send-to-editors = Send to the editors without my name
sent-to-editors = Thank you. The question is with the editors, without your name.
sent-already = I have passed this question on already.
question-gone = I no longer have your question in front of me. Please write it once more.
question-too-long = That is a lot of text at once. Please ask me in one or two sentences.
question-limit = That was a lot of questions at once. Give me a minute, then we can go on.
ask-empty = Write your question right after it, for example: /ask Who may show photos of me?
topics-title =
    {""}**What is it about?** Tap an area.
    Or search with a word behind it: /topics WhatsApp
topics-search = Search all topics
topics-page =
    {""}**{ $title }**
    Page { $page } of { $pages }
topics-back = All areas
topics-found = **Topics on “{ $words }”:**
topics-none = I have no topic on “{ $words }”. Here are all areas:
page-next = Next page
page-previous = Previous page
topic-gone = This topic no longer exists. /topics lists everything.
inline-open = Talk to the bot
inline-more = More in the chat with the bot

## Language
language-title = Which language shall I speak?
language-de = Deutsch (German)
language-en = English
language-set = Good, from now on I answer in English.

## Pictures: the report
working = I'm looking at your picture. Just a moment.
working-album = I'm looking at your pictures. Just a moment.
report-harmless = **This file gives away nothing that harms you.**
report-clean = **I found no hidden data in this picture.**
report-telling = **In this file strangers find { $things }.**
report-little = **There is not much in this file:** strangers find { $things }.
report-details = Exact values from the file:
report-details-more = { $count ->
    [one] … and one more value
   *[other] … and { $count } more values
}
report-album = { $count ->
    [one] **I looked at one picture.**
   *[other] **I looked at { $count } pictures.**
}
report-position = **Picture { $position }**
report-position-clean = **Picture { $position }:** no hidden data.
report-position-refused = **Picture { $position }** could not be read. { $reason }
report-album-details = You get the exact values of a picture if you send it to me on its own.
copy-refused = **No clean copy:** { $reason }
receipt = { $count ->
    [one] **Receipt:** { $date }, { $time } (UTC), { $seconds } s in memory, nothing kept. /privacy
   *[other] **Receipt:** { $date }, { $time } (UTC), { $seconds } s in memory altogether, nothing kept. /privacy
}
show-map = Show on the map
show-details = All exact values
details-file = values.txt
show-preview = Show the hidden preview
copy-date = Copy with its date
copy-thorough = Clean thoroughly
why-it-matters = Why this matters
how-as-file = How to send it as a file
map-gone = This report holds no place that I can show on the map.
picture-gone = I no longer have this picture in front of me. Please send it again.
thumbnail-caption = This preview is hidden in your file. It shows something else than the picture.
thumbnail-caption-beside = First: the preview that is hidden in your file. Second: the picture as everybody sees it.
copy-follows = **Clean copy:** it follows as a file.
copies-follow = { $count ->
    [one] **Clean copy:** it follows as a file.
   *[other] **Clean copies:** all { $count } follow as files.
}
copy-caption = Your clean copy
copy-caption-date = Your copy. Date and time stayed in it, all else is gone.
copy-caption-no-date = Your copy. The file held no date that I could have kept.
copy-caption-thorough = Your copy, cleaned thoroughly. I saved the picture anew: what hides in its pixels goes too, and small differences are possible.
copy-caption-no-thorough = I cannot save this picture anew. Here is the usual copy.
copy-caption-group = Clean copy without hidden data
pixels-identical = Not a single pixel of the picture was changed.
pixels-re-encoded = The picture was saved anew for this; small differences are possible.
kept-line = What stays: { $what }, { $why }.
photo-note =
    {""}**You sent this picture as a photo.** Telegram saved a smaller new version of it, and I only see this copy. Your original on the phone probably holds more.
    I check it if you send it as a **file**: paper clip → File → choose the picture.
picture-limit = { $count ->
    [one] I can do no more than one picture an hour for you. Please try again later.
   *[other] You have sent me { $count } pictures within this hour. I cannot do more right now; please try again later.
}
picture-queue-full = I'm still working on your other pictures and take no more until they are done. Please send the rest again then.

severity-high = 🔴 High
severity-medium = 🟠 Medium
severity-low = 🟡 Low
severity-info = ⚪ For information

## Pictures: what a value gives away (one sentence, also for the command line)
finding-filename = The file name gives something away too: { $things }. Rename the file before you pass it on.
finding-filename-and = { $first } and { $last }
finding-filename-text = words that somebody wrote
finding-filename-timestamp = a date
finding-filename-device = the camera's picture count
finding-filename-software = the app that the picture comes from
file-name-copy = My copy has a neutral name.
file-names = The names of the files give something away too: { $things }. My copies have neutral names.
finding-gps = The file says at which place the picture was taken.
finding-gps-named = The file tells exactly where the picture was taken: { $value }.
finding-gps-near = The file tells exactly where the picture was taken: { $value }, near { $near }.
finding-gps-partial = The file holds a height, a direction or a time from GPS, but no place.
finding-gps-blank = The file has a field for the place, but it is empty.
finding-place = The file names a place in words.
finding-place-named = The file names a place in words: { $value }.
finding-timestamp = The file says when the picture was taken or edited.
finding-timestamp-named = The file holds a date: { $value }.
finding-time-zone = time zone { $zone }
finding-daytime-night = at night
finding-daytime-morning = in the morning
finding-daytime-forenoon = before noon
finding-daytime-noon = at noon
finding-daytime-afternoon = in the afternoon
finding-daytime-evening = in the evening
finding-device = The file says which device made the picture.
finding-device-named = The file names the device: { $value }.
finding-serial = The file holds a number that only your device has.
finding-person = The file holds a name or another hint at a person.
finding-person-named = The file holds a name or another hint at a person: { $value }.
finding-regions = The file marks where faces or people can be seen.
finding-text = The file holds captions, comments or keywords.
finding-software = The file says which program edited the picture.
finding-software-named = The file names the program: { $value }.
finding-docid = The file holds ids that tie copies of the same picture together.
finding-thumbnail = The file holds a small preview picture.
finding-thumbnail-differs = The file holds a small preview that shows something else than the picture, such as a part that was cut off or a face that was covered.
finding-makernote = The file holds a block of data by the camera maker that cannot be read completely.
finding-ai = The file holds traces of an AI or a record of its origin.
finding-ai-named = The file holds traces of an AI or a record of its origin: { $value }.
finding-ai-declared = marked as made by AI
finding-ai-pixels = The pixels themselves hide what made the picture. That only goes away when the picture is saved anew.
finding-trailer = Something is attached to the file that the picture does not show, such as a short video.
finding-trailer-picture = The file holds more of the picture than it shows, such as a part that was cut off.
finding-colour_profile = The file holds a colour profile. It keeps the colours right.
finding-other = The file holds other data that is not needed to show the picture.
finding-other-damaged = A part of the file is damaged; what stood there can no longer be read.

together-place-and-name = Taken together: a name and an exact place. Whoever has the file knows who was where, perhaps where somebody lives.
together-place-and-faces = Taken together: names beside faces and an exact place. Whoever has the file knows who is in the picture and where.
together-serial-and-name = Taken together: a name and the number of your device. Pictures that you show without a name can be tied to that name too.
together-place-and-serial = Taken together: an exact place and the number of your device. Several of your pictures show where the same device keeps coming back to.
together-place-and-time = Taken together: an exact place and a time. Whoever has the file knows where somebody was when.

risk-gps = Whoever has the file finds the place on a map, to within a few metres. It may be your home.
risk-place = Strangers learn where you live, work or have been.
risk-timestamp = Strangers see when you were where and can guess your daily routine.
risk-device = Strangers can link pictures of yours more easily.
risk-serial = Strangers can link pictures from different accounts to one device, and so to you.
risk-person = Strangers learn a name, even if you show the picture without one.
risk-regions = Strangers see who is in the picture if names are noted, and programs find the faces more easily.
risk-text = Strangers read what you or a program noted about it.
risk-software = Strangers learn which programs you use and whether the picture was edited.
risk-docid = Strangers can tell that two pictures come from the same original.
risk-thumbnail = The preview may still show what you cropped or covered in the picture.
risk-makernote = It may hold serial numbers, times or data about faces.
risk-ai = Strangers see what made the picture, sometimes even what you typed.
risk-trailer = There may be more to see or hear in it than you meant to show.
risk-colour_profile = This is nearly always harmless.
risk-other = On its own this says little; together with other things it can give you away.

category-gps = exact place
category-place = place name
category-timestamp = date and time
category-device = device
category-serial = serial number
category-person = person
category-regions = marked faces
category-text = texts
category-software = program
category-docid = ids
category-thumbnail = preview picture
category-makernote = maker's data
category-ai = AI and origin
category-trailer = attachment
category-colour_profile = colour profile
category-other = other
category-gps-partial = values from GPS
category-ai-prompt = what was typed into an image AI
category-gps-blank = empty field for the place
category-other-damaged = damaged part

## Pictures: what strangers find (in the first sentence of the report)
learn-gps = the exact place it was taken
learn-gps-partial = values from GPS
learn-place = the name of a place
learn-timestamp = the date and time
learn-device = the device
learn-serial = the device's serial number
learn-person = a name
learn-regions = marked faces
learn-text = texts about the picture
learn-software = the program
learn-docid = ids that tie copies together
learn-thumbnail = a preview picture
learn-makernote = data by the camera maker
learn-ai = traces of an AI
learn-ai-prompt = what somebody typed into an image AI
learn-trailer = something hidden behind the picture
learn-colour_profile = a colour profile of its own
learn-other = other data
learn-more = still more
and = and

## Pictures: what the values are called (by the last part of their technical names)
tag-position = Position
tag-latitude = Latitude
tag-longitude = Longitude
tag-altitude = Altitude
tag-date = Date
tag-time = Time
tag-gpsdatestamp = Date from GPS (UTC)
tag-gpstimestamp = Time from GPS (UTC)
tag-gpsimgdirection = Direction in degrees
tag-gpsspeed = Speed
tag-datetime = Changed
tag-modifydate = Changed
tag-datetimeoriginal = Taken
tag-createdate = Created
tag-datecreated = Created
tag-datetimedigitized = Digitised
tag-offsettime = Time zone
tag-offsettimeoriginal = Time zone when taken
tag-metadatadate = Data changed
tag-make = Maker
tag-model = Model
tag-lensmodel = Lens
tag-lensmake = Lens maker
tag-bodyserialnumber = Camera number
tag-lensserialnumber = Lens number
tag-serialnumber = Serial number
tag-imageuniqueid = Id of the picture
tag-artist = Author
tag-creator = Author
tag-by-line = Author
tag-xpauthor = Author
tag-copyright = Copyright
tag-cameraownername = Camera owner
tag-ownername = Owner
tag-city = City
tag-country = Country
tag-countryname = Country
tag-state = Region
tag-province-state = Region
tag-sub-location = Place in the city
tag-software = Program
tag-creatortool = Program
tag-hostcomputer = Computer
tag-generator = Image AI
tag-prompt = Prompt
tag-parameters = Prompt
tag-description = Description
tag-imagedescription = Description
tag-title = Title
tag-comment = Comment
tag-usercomment = Comment
tag-subject = Keywords
tag-keywords = Keywords
tag-thumbnailimage = Preview
tag-differs = Differs from the picture in
differs-aspect = its shape
differs-content = what it shows
differs-part = one spot
tag-documentid = Id of the document
tag-instanceid = Id of this version
tag-profiledescription = Name of the profile
tag-name = Name
tag-zone = Time zone
tag-near = Near

kept-orientation = the rotation
kept-date = date and time
kept-colour-profile = the colour profile
kept-gain-map = the brightness data
kept-cropped-pixels = what lies outside the visible part
kept-coded-picture = a part of the picture data that I cannot check
kept-codestream-end = whatever may stand behind the picture data
kept-hidden-in-pixels = what is hidden in the pixels
kept-pixels = the picture as it was saved
why-same-pixels = it is part of the picture itself and only goes away when the picture is saved anew
why-not-rewritten = I cannot save this format, or a picture of this size, anew
why-upright = or the picture would lie on its side
why-true-colours = or the colours would be wrong
why-not-examined = the format does not tell me whether anything is there
why-asked-for = you asked for it

## Pictures: why it did not work, and what to do
refused-not-an-image = This is no picture file that I recognise. Send me a photo, for example as JPEG or PNG.
refused-unsupported = I cannot clean this kind of picture yet. Save it as JPEG or PNG and send it again.
refused-damaged = The file is damaged or incomplete. Open the picture on your device, save it again and send it once more.
refused-too-large = The file is larger than 20 MB, and Telegram lets me download no more. Send a smaller version. On a computer it also works without Telegram, up to 100 MB, with the program image-privacy-bot clean.
refused-too-many-pixels = The picture has more pixels than I can handle safely (120 million). Make it smaller and send it again.
refused-too-many-frames = The animation has more frames than I can handle safely. Shorten it and send it again.
refused-not-verified = I cleaned the picture, but my second check was not satisfied. So you do not get it back. Save the picture as PNG and try with that.
refused-timeout = Checking this picture took too long, so I stopped. Save it anew or smaller and send it again.
refused-crashed = Something went wrong while I checked this picture. Save it anew as JPEG or PNG and send it again.
refused-busy = Very many people are sending pictures right now. Please try again in a few minutes.
refused-unreadable = The file cannot be read. See whether it opens on your device, and send it again.
refused-gone = Telegram no longer gives me this file. Please send it again.
refused-pdf = This is a PDF. I do not check pictures inside it. Take a screenshot of the page or send me the picture itself.
refused-video = This is a video. I do not check or clean videos yet. Your location may be in there too; switch it off in the camera app before you film.
give-up = I'm sorry, this did not work with your picture even after several tries. Please send it again later.

## What I cannot do, honestly
cannot-video = I do not check or clean videos yet. Your location may be in a video too; switch it off in the camera app before you film.
cannot-animation = Telegram turns GIFs into small videos, and I do not clean videos yet. Send me the GIF as a file from your storage.
cannot-sticker = I do not clean stickers. Telegram has saved them anew already; send me the picture itself as a file.
cannot-live-photo = A live photo is picture and video in one, and I do not clean videos yet. Switch “Live” off and send me the picture alone as a file.
cannot-voice = I do not listen to voice messages. Please write me your question.
cannot-audio = I do not check audio files. I only deal with pictures and questions about them.
cannot-contact = I have no use for contacts, and I did not store this one. Ask me a question or send me a picture as a file.
cannot-location = I do not need your location, and I did not store it. Ask me a question or send me a picture as a file.
cannot-story = I do not check stories. Send me the picture itself as a file.
cannot-other = I cannot do anything with this. Ask me a question or send me a picture as a file.

## Your data
privacy =
    {""}**What happens to your picture**
    I load it into memory, check it in a sealed-off space and send you the copy. Then I look in it for faces and codes and complete the report, mostly within seconds. After that it is gone. I write file names and contents down nowhere.

    {""}**What I have on disk, and for how long**
    • Your language, if you chose one: until it was not needed for 180 days.
    • Waiting pictures (numbers of chat, messages and file only): until they are done, at most 24 hours.
    • How often a question stayed open, by week and nearest topic: for good, without a person and without the question.
    • The language of a group: until it was not needed for 180 days.
    • Numbers of finished messages, so that I do nothing twice: 24 hours.
    • How often an answer was helpful, by week and topic: for good, without a person.
    • Questions you send to the editors yourself, without names, numbers and links: at most 90 days.

    {""}**What I remember for a short time**
    The last topic for 10 minutes, and which answer belongs to which question for 48 hours; in memory only. Of a file's name I remember what kind of thing it gives away, until your report is there; never the name. The place for the map I read from my report in this chat when you press the button.

    {""}**How I recognise you**
    Your language lies under a checksum of your Telegram number that only my key can compute. I store no names.

    {""}**What I cannot control**
    This chat lies on Telegram's servers, and so do your pictures in it. Delete them in the chat if you do not want them there.

    /mydata shows what I have about you. /forget deletes it.
privacy-operator = **Who runs this bot:** { $contact }
privacy-no-operator = **Who runs this bot:** The operator has not said. Send nothing here that you would not trust a stranger with.
mydata =
    {""}**This is what I have about you:**

    • Language: { $language }
    • { $jobs ->
        [0] Waiting pictures: none
        [one] Waiting pictures: one
       *[other] Waiting pictures: { $jobs }
    }
    • Last topic, in memory: { $topic }

    Nothing else: no pictures, no messages, no name. /forget deletes this too.
mydata-none = nothing stored
forget-ask = Shall I delete everything I have about you? That is your language, your waiting pictures and what I remember of this chat. It cannot be brought back.
forget-yes = Yes, delete everything
forget-no = No, keep it
forget-done = Done. I have deleted everything about you. You can delete the messages in this chat yourself; they lie with Telegram.
forget-kept = Good, everything stays as it is.
cancelled = Good, we start afresh. Ask me a question or send me a picture as a file.

## Buttons and errors
stale-button = This button is too old and no longer works. /help takes you on.
pressed-already = Done already.
error-sorry = Something went wrong on my side, I'm sorry. Please try again.

## For operators
operator-help = **For you as operator only:**
stats =
    {""}**Numbers without people**

    {""}**Week { $week }:** { $helpful } helpful, { $nothelpful } not helpful, { $unsure } without a sure answer.
    {""}**Altogether:** { $allhelpful } helpful, { $allnothelpful } not helpful, { $allunsure } without a sure answer.
    {""}**Waiting pictures:** { $jobs }
stats-worst = **Most often not helpful:**
stats-best = **Most often helpful:**
count-row = • { $topic } ({ $language }): { $n }
topic-none = no topic near
unanswered-counts = **Without a sure answer, by the nearest topic:**
unanswered-questions = { $count ->
    [0] **Questions to the editors:** none.
    [one] **Questions to the editors:** one.
   *[other] **Questions to the editors:** { $count }, the oldest first.
}
unanswered-nothing = Nothing has stayed open.
question-row = { $number }. “{ $text }” ({ $language }, { $date }; nearest: { $topic })
question-done = Question { $number } is done
reloaded = The knowledge is loaded again.
reload-faults = The knowledge has faults. I go on answering with the old one:
reload-impossible = This program cannot load it again. Restart it.

## Groups
clean-how = Reply to a picture with /clean, then I clean it.
clean-not-yours = Only the person who sent the picture or an administrator of this group may do that.

## Group moderation: rules and reasons
rule-picture-metadata = Pictures that give somebody away
rule-undress-promotion = Advertising for undress services
rule-undress-request = Requests to undress somebody
rule-spam = Advertising and fraud
rule-threat = Threats to publish pictures
rule-flood = Very many messages at once
rule-duplicate = The same message again and again
rule-newcomer-link = Links in somebody's first messages
rule-notme = “I am in this picture” (/notme)
rule-by-hand = By an administrator
rule-reported = Reported by a member
about-picture-metadata = A picture sent as a file may hold a place, a name, a serial number or a hidden preview. I look at such files and act when one of these is in them. No notice repeats what I found.
about-undress-promotion = Services that make naked pictures of people who never agreed, however the advert is worded or hidden. Whoever asks for help, warns or discusses is left alone.
about-undress-request = Somebody asks others to undress a person in a picture. I refuse and say why; with “delete” the request goes too.
about-spam = Quick money, fake offers, phishing and the like.
about-threat = Somebody threatens to publish pictures. The administrators are told, and the person threatened is offered help.
about-flood = Very many messages of one person within seconds.
about-duplicate = One person sends the same words again and again, here or in several groups.
about-newcomer-link = Links and forwarded posts in somebody's first messages.
about-notme = Any member may reply to a picture with /notme. The administrators decide, or the picture goes at once.
reason-picture-metadata = this file holds something that gives somebody away.
reason-picture-gps = this file holds the exact place where the picture was taken.
reason-picture-place = this file names the place where the picture was taken.
reason-picture-serial = this file holds the serial number of a device: it ties pictures together.
reason-picture-person = this file holds the name of a person.
reason-picture-regions = this file marks people's faces, maybe with names.
reason-picture-thumbnail = this file holds a hidden preview that shows more than the picture.
reason-undress-promotion = this looks like advertising for a service that makes naked pictures of people who never agreed.
reason-nudify-offer-link = this offers a service that undresses people in pictures, with a link to it.
reason-nudify-offer-contact = this offers a service that undresses people in pictures, with a way to reach it.
reason-nudify-listed-address = this leads to an address on the list of undress services or of this group.
reason-nudify-hidden-wording = this offers a service that undresses people in pictures, in hidden wording.
reason-nudify-via-bot = this was sent through a bot that undresses people in pictures.
reason-nudify-referral = this recruits people for a service that undresses people in pictures.
reason-nudify-covert = this looks like a hidden recommendation of a service that undresses people in pictures.
reason-undress-request = this asks others to undress a person in a picture. I do not help with that, and such pictures hurt real people.
reason-asks-for-fake = this asks others for a faked picture of a person. I do not help with that, and such pictures hurt real people.
reason-trades-pictures = this offers or asks to swap intimate pictures of people who did not agree.
reason-spam = this looks like advertising or fraud.
reason-fake-service = this looks like a fake offer.
reason-spam-likely = this reads like advertising that nobody here asked for.
reason-spam-money = this looks like a promise of quick money.
reason-spam-job = this looks like a fake job offer.
reason-spam-phishing = this looks like an attempt to get passwords or codes.
reason-spam-adult-bait = this looks like bait for adult sites.
reason-spam-documents = this offers forged papers.
reason-spam-accounts = this trades accounts or followers.
reason-spam-stalkerware = this offers programs to spy on people.
reason-spam-recovery = this looks like a fake offer to get lost money or accounts back.
reason-self-promotion = this looks like somebody's own advertising.
reason-threat = this looks like a threat to publish pictures.
reason-threat-to-publish = this looks like a threat to publish pictures.
reason-flood = you sent very many messages within seconds.
reason-duplicate = you sent the same message several times.
reason-duplicate-across-groups = you sent the same message in several groups.
reason-newcomer-link = links in somebody's first messages are held back here.
reason-newcomer-forward = forwarded posts in somebody's first messages are held back here.
reason-night = at night nobody is awake to look: links and forwarded posts of new members have to wait until morning.
reason-notme = somebody says that they are in this picture and did not agree.
reason-by-hand = an administrator has decided so.
reason-reported = a member has reported this message.
did-off = nothing
did-log = only written down
did-admins = Nothing yet. Please decide.
did-warn = warned
did-delete = removed
did-mute = muted, and removed where the rule says so
did-ban = banned
did-replace = replaced by a clean copy
did-hide = removed, it cannot be restored
did-unsure = I was interrupted while replacing the picture. Please look whether a clean copy stands there; the original still does.
did-undo = undone
did-less = strike taken back
did-trust = trusted
did-block = addresses blocked
did-allow = addresses allowed
did-unblock = addresses taken off the lists
did-keep = left as it is
did-unwarn = strike taken back
did-unmute = may write again
did-unban = may come back
did-settings = settings changed
did-dry-admins = dry run: would have told you
did-dry-warn = dry run: would have warned
did-dry-delete = dry run: would have removed
did-dry-mute = dry run: would have muted
did-dry-ban = dry run: would have banned
did-dry-replace = dry run: would have replaced by a clean copy
did-dry-hide = dry run: would have removed

## Group moderation: what members are told
notice-removed = I have removed the message.
notice-muted = You can write here again in { $hours } hours.
notice-banned = You can no longer take part here.
notice-strike = That is strike { $count } of { $limit }.
notice-object = If I am wrong, tell an administrator: they can take this back with one button.
picture-what-to-do = Delete the file here and send me the original in a private chat: you get a clean copy back. Or send it as a photo instead of a file. You can also reply to it with /clean.
picture-deleted = I have removed it; nobody keeps a copy. Send me the file in a private chat and you get a clean one back. If I am wrong, tell an administrator.
picture-replaced = I have posted a clean copy in its place and removed the file. If you do not want that here, tell an administrator.
replaced-caption = Picture from { $name }, cleaned of hidden data
somebody = a member
help-button = Help
help-threatened = A message here may be a threat against you. You are not to blame, and you need not pay or answer. Here is what helps now:
undone-sorry = an administrator has looked and taken this back. I was wrong, I'm sorry.
undone-lost = an administrator has looked and taken this back. I was wrong, I'm sorry. Your message is gone for good: nobody keeps a copy here.

## Group moderation: cards for administrators
card-group = Group:
card-author = From:
card-why = Why:
card-did = What I did:
card-strikes = Strikes: { $count }, the limit is { $limit }.
card-missing-can_delete_messages = I could not remove anything: I lack the right “Delete messages”.
card-missing-can_restrict_members = I could not mute or ban: I lack the right “Ban users”.
card-cannot-delete = I could not remove the message. Telegram lets bots remove only what is younger than 48 hours.
card-ask-ban = This person is over the limit of strikes. Please decide whether they are to be banned.
card-not-copied = The text is gone: without a log chat nothing is kept that could be restored. /logchat sets one.
card-notme = Somebody asked for this with /notme. Who it was is not said. The picture is copied nowhere.
card-overdue = The deadline of a /notme has passed and nobody has decided yet.
card-message = To the message
card-pressed = An administrator: { $what }
choice-undo = Undo
choice-less = One strike less
choice-trust = Trust this person
choice-ban = Ban
choice-delete = Delete
choice-warn = Warn
choice-block = Block its addresses
choice-keep = Leave it
choice-done-undo = Undone. The person has been told.
choice-done-undo-lost = Strike and restriction are taken back. The text is gone: there was no copy.
choice-done-less = One strike less.
choice-no-strike = There was no strike to take back.
choice-done-trust = Trusted: doubtful finds are put before you, nothing is done by itself.
choice-done-ban = Banned.
choice-done-delete = Deleted.
choice-done-warn = Warned.
choice-done-block = Its addresses are blocked here from now on.
choice-block-how = I need the message itself for that. Reply to it in the group with /block.
choice-done-keep = Left as it is.
choice-refused = Telegram did not let me do that. /status in the group shows which right I lack.
not-your-button = Telegram says that you do not have the right for this in the group.
pressed-by-another = This has been done already.

## Group moderation: commands
command-report = What a picture gives away, for you alone
command-notme = I am in this picture and did not agree
command-report_message = Tell the administrators about a message
command-rules = The rules of this group
command-status = What the bot may do here
command-settings = Set what the bot does here
command-warn = Give a strike, in reply
command-unwarn = Take a strike back, in reply
command-mute = Mute for a time, in reply
command-unmute = Let write again, in reply
command-ban = Ban, in reply
command-unban = Lift a ban, in reply
command-strikes = How many strikes, in reply
command-audit = What was done lately
command-block = Block the addresses of a message
command-allow = Allow the addresses of a message
command-unblock = Take addresses off the lists
command-logchat = Choose the chat for reports
reply-first = Reply with this command to the message it is about.
leads-the-group = That message is from somebody who leads this group. I do nothing about those.
needs-can_delete_messages = For this you need the right “Delete messages” in this group.
needs-can_restrict_members = For this you need the right “Ban users” in this group.
warned = an administrator has given you a strike.
warned-already = There is a strike for this message already.
no-strikes = There is no strike to take back.
strike-less = One strike is taken back. Now: { $count } of { $limit }.
strikes-are = { $count ->
    [0] No strikes in the last { $days } days. The limit is { $limit }.
    [one] One strike in the last { $days } days. The limit is { $limit }.
   *[other] { $count } strikes in the last { $days } days. The limit is { $limit }.
}
mute-how = Say for how long, for example /mute 30m, /mute 2h or /mute 3d. Telegram takes 30 seconds to 366 days.
muted-until = can write here again on { $until }.
unmuted = This person can write again.
banned = This person is banned. /unban in reply lifts it.
unbanned = This person may come back.
blocked-addresses = { $count ->
    [0] I found no address in that message.
    [one] One address is blocked here from now on. I keep only a fingerprint of it.
   *[other] { $count } addresses are blocked here from now on. I keep only fingerprints of them.
}
allowed-addresses = { $count ->
    [0] I found no address in that message.
    [one] One address is allowed here from now on.
   *[other] { $count } addresses are allowed here from now on.
}
unlisted-addresses = { $count ->
    [0] None of its addresses was on a list.
    [one] One address is off the lists.
   *[other] { $count } addresses are off the lists.
}
audit-title = **The last actions**
audit-empty = Nothing yet.
audit-line = { $when }: { $rule }: { $what } ({ $by }){ $undone ->
    [0] {""}
   *[other] , undone
}
audit-bot = bot
audit-admin = administrator
rules-title = Rules of this group
rules-bot =
    I look after this group: no advertising for undress services, no requests to undress somebody, no threats, no fraud. Pictures sent as files must not give anybody away.

    You are in a picture and did not agree? Reply to it with /notme. Something is wrong here? Reply with /report_message. If I am wrong, every administrator can take it back.
rules-set = The rules are set. /rules shows them.
rules-too-long = That is too long: at most { $most } characters.
status-title = What I may do here
status-log-chat = Reports go to the log chat.
status-no-log-chat = There is no log chat: reports go to administrators who have opened a private chat with me, and removed messages cannot be restored. /logchat sets one.
status-dry-run = Dry run: I only write down what I would do.
status-talks = This group talks about the topic: finds about undress services are only put before the administrators.
lacks-nothing = I have all the rights I need here.
lacks-can_delete_messages = I lack the right “Delete messages”: I can warn and report, but remove nothing.
lacks-can_restrict_members = I lack the right “Ban users”: I can mute and ban nobody.
lacks-sight = I do not see all messages: make me an administrator, or turn off my privacy mode at BotFather. Until then I only see commands and replies to me.
lost-can_delete_messages = I have just lost the right “Delete messages”: from now on I can warn and report, but remove nothing.
lost-can_restrict_members = I have just lost the right “Ban users”: from now on I can mute and ban nobody.
logchat-code = Add me to the chat that is to get the reports, and write there within 15 minutes: /logchat { $code }
logchat-stale = I do not know this code any more. Write /logchat in the group for a new one.
logchat-set = Reports of this group now go to the log chat.
logchat-here = This chat now gets the reports of the group. Before advertising is removed, it is copied here, so that it can be restored. Pictures removed for /notme or for hidden data are never copied.
logchat-off = The log chat is off. Reports go to administrators who have opened a private chat with me.

## Group moderation: coming into a group
join-does =
    {""}**Hello, I help this group to protect the people in its pictures.**

    I tell whoever sends a file with a place or a name in it. I find advertising for undress services and fraud and warn first; removing is for you to switch on. Whoever appears in a picture against their will can reply with /notme. I never act against people who ask for help or talk about the topic.
join-stores = I keep your settings, strikes under pseudonyms for 30 days and what was done for 90 days. No messages, no pictures, no names. When you remove me, everything is gone after 30 days. /privacy has more.
join-settings = Administrators set everything with /settings. /status shows what I may do, /rules the rules.

## Group moderation: /notme, /report, /report_message
notme-how = Reply with /notme to the picture you are in. Nobody here is told that it was you.
notme-off = /notme is switched off in this group. Please write to an administrator.
notme-limit = That was a lot of requests in a short time. Please try again in an hour, or write to an administrator.
notme-told = Thank you for telling me. The administrators have been asked, and the poster too, with { $hours } hours to answer. Nobody else is told that it was you.
notme-hidden = Thank you for telling me. The picture is gone, and nobody keeps a copy. Nobody is told that it was you.
notme-known = Somebody has already asked about this picture. The administrators know.
notme-poster = somebody says that they are in this picture and did not agree. Please delete it within { $hours } hours, or tell an administrator why it may stay. The administrators have been asked too.
notme-poster-hidden = somebody says that they are in your picture and did not agree. I have removed it. You do not have to do anything, and it is no strike. If you see it differently, tell an administrator.
report-how = Reply to a picture with /report, then I tell you alone what it gives away.
report-not-yours = Only the person who sent the picture or an administrator of this group may do that.
report-begun = I'm looking at the picture. Only you will see what I find.
report-private = What a picture gives away belongs to nobody else's eyes. Send me the picture in a private chat and I tell you there.
report-private-button = To the private chat
report-message-how = Reply with /report_message to the message the administrators should look at.
report-message-thanks = Thank you. The administrators have been told, not by whom.
report-message-known = Thank you. The administrators know about this message already.
report-message-limit = That was a lot of reports in a short time. Please try again in an hour.

## Group moderation: the settings panel
settings-not-yours = Only administrators with the right to change the group's info may do that.
settings-title = **What shall I do in this group?** Choose a rule.
settings-more = /settings export gives the settings as a file; reply to such a file with /settings import to take them over. /logchat chooses the chat for reports, /rules TEXT sets the group's own rules.
settings-page-numbers = Strikes and times
settings-page-switches = Switches
settings-page-night = Night
settings-close = Close
settings-back = Back
settings-saved = Saved.
settings-sure-doubtful = “Sure” is for what I am sure of. “Doubt” is for what a person should look at; nothing is ever done there by itself.
settings-sure = { $chosen ->
    [0] Sure: { $mode }
   *[other] ● Sure: { $mode } (chosen)
}
settings-doubtful = { $chosen ->
    [0] Doubt: { $mode }
   *[other] ● Doubt: { $mode } (chosen)
}
settings-numbers = Strikes, first messages, floods and quiet times.
settings-switches = What is on and what is off.
settings-night = At night nobody is awake to look: then I remove links and forwarded posts of new members.
night-on = Night is from { $begin } to { $end } o'clock, UTC { $zone }.
night-is-off = Night mode is off.
night-off = Off
mode-off = off
mode-log = only write down
mode-admins = tell you
mode-warn = warn
mode-delete = delete
mode-mute = mute
mode-ban = ban
mode-replace = clean copy instead
mode-hide = hide at once
number-strike-limit = { $n } strikes: mute
number-strike-days = Strikes last { $n } days
number-mute-hours = Mute: { $n } hours
number-newcomer-messages = First { $n } messages watched
number-trust-messages = Known after { $n } messages
number-flood-messages = Flood: over { $n } messages
number-flood-seconds = in { $n } seconds
number-duplicates = { $n } times the same
number-notice-minutes = My notices go after { $n } min
number-quiet-minutes = One notice in { $n } min
number-answer-hours = /notme: { $n } hours to answer
switch-dry-run = { $on ->
    [0] Dry run: off
   *[other] Dry run: on
}
switch-talks-about-it = { $on ->
    [0] This group talks about the topic: no
   *[other] This group talks about the topic: yes
}
settings-exported = The settings of this group. Whom they are about stands nowhere in them.
settings-imported = The settings are taken over.
settings-import-how = Reply with /settings import to the file that /settings export made.
settings-import-fault = I cannot read this file, nothing was changed. The fault is in: { $field }

## What the picture itself shows
refused-not-looked-at = I could not look for what you want covered: the picture is too large for that, it is a long animation, or this bot has no detector for it here. So there is no covered copy. Send it smaller, as JPEG or PNG.
refused-not-coverable = In a file of this kind I cannot cover anything. Save it as JPEG or PNG and send that.
seen-things = To be seen in the picture itself: { $things }.
seen-face = { $count ->
    [one] one face that can be recognised
   *[other] { $count } faces that can be recognised
}
seen-code-url = { $count ->
    [one] one QR or bar code with a link
   *[other] { $count } QR or bar codes with links
}
seen-code-payment = { $count ->
    [one] one code for a payment
   *[other] { $count } codes for payments
}
seen-code-wifi = { $count ->
    [one] one code with a Wi-Fi password
   *[other] { $count } codes with Wi-Fi passwords
}
seen-code-contact = { $count ->
    [one] one code with contact data
   *[other] { $count } codes with contact data
}
seen-code-ticket = { $count ->
    [one] one ticket or certificate code
   *[other] { $count } ticket or certificate codes
}
seen-code-text = { $count ->
    [one] one QR or bar code
   *[other] { $count } QR or bar codes
}
seen-line-iban = { $count ->
    [one] one bank account number
   *[other] { $count } bank account numbers
}
seen-line-card = { $count ->
    [one] one bank card number
   *[other] { $count } bank card numbers
}
seen-line-document = { $count ->
    [one] one line of a passport or identity card
   *[other] { $count } lines of a passport or identity card
}
seen-line-plate = { $count ->
    [one] one licence plate
   *[other] { $count } licence plates
}
seen-line-phone = { $count ->
    [one] one phone number
   *[other] { $count } phone numbers
}
seen-line-email = { $count ->
    [one] one e-mail address
   *[other] { $count } e-mail addresses
}
seen-line-address = { $count ->
    [one] one line that looks like an address
   *[other] { $count } lines that look like an address
}
seen-line-one-time-code = { $count ->
    [one] one security code
   *[other] { $count } security codes
}
seen-soon = I am looking for faces and codes in the picture itself now, and will add here what I find. If nothing is added within a minute, the button “Cover something in the picture” makes up for it.
seen-on-request = Many people are sending pictures right now, so I have not looked for faces and codes in the picture itself. The button “Cover something in the picture” makes up for it.
seen-soon-album = I am looking for faces and codes in the pictures themselves now, and will add here what I find.
seen-on-request-album = Many people are sending pictures right now, so I have not looked for faces and codes in the pictures themselves. The buttons below make up for it.
seen-nothing-faces = I noticed no face and no code in the picture itself.
seen-nothing-codes = I noticed no face in the picture itself.
seen-no-faces = I could not check it for faces.
seen-no-codes = I could not check it for QR and bar codes.
seen-unchecked = I could not check what can be seen in the picture itself, such as faces or street signs.
seen-can-miss = I can miss faces; signs, clothes and places tell something too. Look at it yourself before you share it.
cover-start = Cover something in the picture
cover-position = Cover in picture { $position }
cover-all = Cover all of them
cover-chosen = { $count ->
    [one] Cover one place
   *[other] Cover { $count } places
}
cover-number-covered = { $number }: covered
cover-number-stays = { $number }: stays
cover-add-area = Add an area
cover-harder = Search harder
cover-text = Text too
cover-tiles = In squares
cover-solid = In one grey
cover-undo = Undo
cover-cell-covered = { $name } covered
cover-grid-done = Done with the areas
cover-cells = Areas that will be covered too: { $cells }.
cover-how = Press a number to let it stay. Nothing of a covered place is left in the copy, however it is edited.
cover-how-grid = Press the cells that you want covered.
cover-nothing = Nothing is chosen yet. Press a number, or add an area.
cover-gone = I no longer know what you chose: I keep it for an hour at most. Press “Cover something in the picture” below the report again.
cover-impossible = In this picture I cannot look for anything: it is too large for that, or a long animation, or I have no decoder for it. Send it smaller, as JPEG or PNG.
cover-no-text = Reading text in pictures is not installed here. Look for numbers, names and signs yourself and cover them as an area.
cover-caption = { $count ->
    [one] One place is covered and the metadata is gone. I can miss faces, so look at it before you share it.
   *[other] { $count } places are covered and the metadata is gone. I can miss faces, so look at it before you share it.
}
card-agreed = The poster says that the person in the picture agreed. Please decide.
notme-delete-it = Delete my picture
notme-agreed = The person agreed
notme-not-yours = This is for whoever sent the picture.
notme-thanks-deleted = Thank you. The picture is gone.
notme-thanks-agreed = Thank you. The administrators have been told and will decide.
privacy-groups =
    {""}**In groups:** settings, strikes and trust under pseudonyms (30 days), what was done without names (90 days), fingerprints of listed addresses. Where a group wants it, fingerprints of pictures taken down for /notme (30 days). No messages, no pictures. Everything goes 30 days after I am removed.
mydata-groups =
    {""}**In groups:** { $strikes } strikes in force, { $counters } counters of messages, { $cases } open notices, all under pseudonyms.

    Strikes in force stay after /forget until they end.
answered-above = I answered that here a moment ago, a little further up.

## Group moderation: copies, platforms, pictures that were taken down
settings-less = − less
settings-greater = + more
night-from = from { $hour }
night-to = to { $hour }
did-forgotten = I was restarted while the picture waited. Its caption and the message it answers were only in my memory, and Telegram lets no bot read them again. So I left the original where it is and told the poster what it holds.
block-refused-platform = { $count ->
    [one] One address belongs to a large platform, a help service or a host that many people share. I do not block that: it would hit everybody's links. Reply to the message and remove it, or block the account it names.
   *[other] { $count } addresses belong to large platforms, help services or hosts that many people share. I do not block those: it would hit everybody's links. Reply to the message and remove it, or block the account it names.
}
choice-block-platform = Not blocked: large platforms and help services stay open, it would hit everybody's links.
switch-recognise-taken-down = { $on ->
    [0] Recognise pictures that were taken down: off
   *[other] Recognise pictures that were taken down: on
}
reason-notme-again = this picture was taken down here before, because a person in it had not agreed.
card-notme-again = This looks like a picture that was taken down here after a /notme in the last 30 days. I compare a fingerprint of the whole picture, not faces, and can be mistaken. Nothing is copied.
notme-poster-again = this picture looks like one that was taken down here because a person in it had not agreed. Please delete it, or tell an administrator if I am mistaken. It is no strike.
notme-poster-again-hidden = this picture looks like one that was taken down here because a person in it had not agreed. I have removed it. It is no strike. If I am mistaken, tell an administrator.

## Group moderation: a reminder to ask first
switch-ask-first = { $on ->
    [0] Remind to ask those in a picture: off
   *[other] Remind to ask those in a picture: on
}
ask-first = : in this picture somebody can be recognised. Did they agree that it is shown here? With strangers, ask first; with children, ask the child and the parents. If nobody asked, it is better to delete it. I can cover faces: send me the picture in private. This is a reminder and no strike, and only you can know the answer.

## Picture files on the command line: why it did not work, and what to do
file-not-an-image = this is no picture file of a kind I know; JPEG or PNG will do
file-unsupported = pictures of this kind cannot be cleaned yet; save it as JPEG or PNG
file-damaged = the file is damaged or incomplete; open it in a picture viewer and save it anew
file-too-large = the file is larger than 100 MB; make it smaller
file-too-many-pixels = the picture has more pixels than can be handled safely (120 million); make it smaller
file-too-many-frames = the animation has more frames than can be handled safely; shorten it
file-not-verified = the second check of the clean copy was not satisfied, so there is none; save the picture as PNG and try that
file-timeout = checking this picture took too long; save it anew or smaller
file-crashed = something went wrong while this picture was checked; save it anew as JPEG or PNG
file-unreadable = this cannot be read: is it there, is it a file, and may you read it?
file-not-looked-at = what is to be covered could not be looked for, so there is no covered copy. The picture is too large for that, a long animation, or the detector is not installed: make it smaller, or see image-privacy-bot doctor
file-not-coverable = nothing can be covered in a file of this kind; save it as JPEG or PNG
