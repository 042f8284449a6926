# Everything the bot says except the answers in knowledge/. Rules: short sentences, no term without an
# explanation, a word beside every emoji. de.ftl has the same keys and placeholders (a test compares them).
# A Fluent line must not begin with *: hence {""} before lines that begin bold.

## First contact
start =
    Hello! I help you with your pictures and your privacy.

    {""}**Ask me:** for example “What happens to photos I upload to an AI app?” My answers are checked by people, and I name the sources.
    {""}**Send me a picture as a file:** I show you what it gives away and send back a clean copy.
    {""}**What happens to your picture:** I hold it in memory only until you have your copy. Then it is gone.
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
help-group =
    In a group I stay silent until somebody speaks to me.

    {""}**Question:** /ask and your question, or mention me, or reply to one of my messages.
    {""}**Clean a picture:** reply to your own picture with /clean.
unknown-command = I don't know this command. /help shows what I can do. Or just ask me your question.
about =
    {""}**{ $name }**, version { $version }

    I answer questions about pictures and privacy, and I clean pictures of hidden data. My answers were written and checked by people; no AI makes anything up. My program is open (MIT licence): anybody can read it and run it.
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
topics-title = **What is it about?** Tap an area.
topics-page =
    {""}**{ $title }**
    Page { $page } of { $pages }
topics-back = All areas
topics-found = **Topics on “{ $words }”:**
topics-none = I have no topic on “{ $words }”. Here are all areas:
page-next = Next
page-previous = Previous
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
report-not-visible = I did not check what can be seen in the picture itself, such as faces or street signs.
report-album-details = You get the exact values of a picture if you send it to me on its own.
copy-refused = **No clean copy:** { $reason }
receipt = { $count ->
    [one] **Receipt:** { $date }, { $time } (UTC), { $seconds } s in memory, nothing kept. /privacy
   *[other] **Receipt:** { $date }, { $time } (UTC), { $seconds } s in memory altogether, nothing kept. /privacy
}
show-map = Show on the map
show-details = All exact values
why-it-matters = Why this matters
how-as-file = How to send it as a file
map-gone = This report holds no place that I can show on the map.
picture-gone = I no longer have this picture in front of me. Please send it again.
thumbnail-caption = This preview is inside your file. It shows something else than the picture.
copy-follows = **Clean copy:** it follows as a file.
copies-follow = { $count ->
    [one] **Clean copy:** it follows as a file.
   *[other] **Clean copies:** all { $count } follow as files.
}
copy-caption = Your clean copy
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
picture-queue-full = I'm still working on your other pictures. Please wait until they are done, then send this one again.

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
tag-documentid = Id of the document
tag-instanceid = Id of this version
tag-profiledescription = Name of the profile
tag-name = Name
tag-zone = Time zone
tag-near = Near

kept-orientation = the rotation
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
refused-too-large = The file is larger than 20 MB, and Telegram lets me download no more. Send a smaller version. On a computer it also works without Telegram, with the program image-privacy-bot clean.
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
    I load it into memory, check it in a sealed-off space and send you the copy. Then it is gone. I write file names and contents down nowhere.

    {""}**What I have on disk, and for how long**
    • Your language, if you chose one: until it was not needed for 180 days.
    • Waiting pictures (numbers of chat, messages and file only): until they are done, at most 24 hours.
    • How often a question stayed open, by week and nearest topic: for good, without a person and without the question.
    • The language of a group: until it was not needed for 180 days.
    • Numbers of finished messages, so that I do nothing twice: 24 hours.
    • How often an answer was helpful, by week and topic: for good, without a person.
    • Questions you send to the editors yourself, without names, numbers and links: at most 90 days.

    {""}**What I remember for a short time**
    The last topic for 10 minutes, and which answer belongs to which question for 48 hours; in memory only. The place for the map I read from my report in this chat when you press the button.

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
