"""The command line as a person meets it: a real process, its output and its exit status."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import piexif
import pytest
from PIL import Image, ImageDraw, ImageFont
from typer.testing import CliRunner

from bot import Mendable
from bot.answers.results import Answered, Entry
from bot.chat.limits import DOWNLOAD_BYTES
from bot.cli import app
from bot.cli.knowledge import answer_text
from bot.images.results import Cleaned, Format
from bot.moderation.addresses import digest, parse_list
from bot.picture_files import write_new

Drawing = Callable[[int], Image.Image]
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("BOT_")}


def bot(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an empty folder with no settings but the given ones."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        cwd=cwd,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A drawn JPEG that says it was taken at Berlin's television tower."""
    exif = piexif.dump({
        "0th": {piexif.ImageIFD.Make: b"Brandname", piexif.ImageIFD.Orientation: 6},
        "GPS": {
            piexif.GPSIFD.GPSLatitudeRef: b"N",
            piexif.GPSIFD.GPSLatitude: ((52, 1), (31, 1), (15, 1)),
            piexif.GPSIFD.GPSLongitudeRef: b"E",
            piexif.GPSIFD.GPSLongitude: ((13, 1), (24, 1), (34, 1)),
        },
    })  # fmt: skip
    path = tmp_path / "Mias Urlaub.JPG"
    Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(path, "JPEG", exif=exif)
    return path


@pytest.fixture
def room_for_ten_bytes() -> Iterator[None]:
    """A limit on every file this process writes; Python turns its signal into an error."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_report_tells_the_position_in_json(photo: Path, tmp_path: Path) -> None:
    done = bot("report", photo, "--json", "--lang", "de", cwd=tmp_path)
    line = json.loads(done.stdout)
    assert done.returncode == 0
    assert (line["format"], line["width"], line["height"]) == ("jpeg", 48, 64)
    assert line["findings"][0]["category"] == "gps"
    assert line["findings"][0]["values"]["latitude"].startswith("52.52")
    assert line["visible"]["text"] is None


def test_clean_writes_a_copy_without_the_position(photo: Path, tmp_path: Path) -> None:
    done = bot("clean", photo, "--output", tmp_path / "out", "--json", cwd=tmp_path)
    line = json.loads(done.stdout)
    copy = (tmp_path / "out" / "Mias Urlaub.jpg").read_bytes()
    assert (done.returncode, line["pixels"]) == (0, "identical")
    assert {"gps", "device"} <= set(line["removed"])
    assert b"Brandname" not in copy
    assert Image.open(io.BytesIO(copy)).getexif()[0x0112] == 6


def test_report_tells_and_clean_covers_a_face(drawn_face: Drawing, tmp_path: Path) -> None:
    drawn_face(240).save(tmp_path / "a.jpg", quality=92)
    told = json.loads(bot("report", "a.jpg", "--json", cwd=tmp_path).stdout)
    left, _, right, _ = told["visible"]["faces"][0]["box"]
    assert left < 240 < right
    assert told["visible"]["codes"] == []
    done = bot(
        "clean", "a.jpg", "--output", "out", "--redact", "faces,codes", "--json", cwd=tmp_path
    )
    (covered,) = json.loads(done.stdout)["covered"]
    assert covered[0] < left < right < covered[2]
    with Image.open(tmp_path / "out" / "a.jpg") as copy:
        assert copy.getpixel((240, 240)) == (34, 34, 34)


def test_report_tells_text_by_kind_and_never_what_it_says(
    tmp_path: Path, needs: Callable[[str], object]
) -> None:
    needs("rapidocr")
    image = Image.new("RGB", (1000, 120), "white")
    font = ImageFont.load_default(40)
    ImageDraw.Draw(image).text((40, 40), "DE02 1203 0000 0000 2020 51", "black", font)
    image.save(tmp_path / "a.png")
    done = bot("report", "a.png", "--text", "--json", cwd=tmp_path)
    (line,) = json.loads(done.stdout)["visible"]["text"]
    assert line["kind"] == "iban"
    assert line["box"][1] < 60 < line["box"][3]
    assert "2020" not in done.stdout + done.stderr


def test_report_looks_only_for_what_is_named(photo: Path, tmp_path: Path) -> None:
    done = bot("report", photo, "--look", "codes", "--json", cwd=tmp_path)
    visible = json.loads(done.stdout)["visible"]
    assert (visible["codes"], visible["faces"], visible["text"]) == ([], None, None)


@pytest.mark.parametrize("kept", [(), ("--keep", "hdr", "--keep", "date")])
def test_clean_keeps_the_date_only_if_asked_to(kept: tuple[str, ...], tmp_path: Path) -> None:
    exif = piexif.dump({"Exif": {piexif.ExifIFD.DateTimeOriginal: b"2024:05:06 07:08:09"}})
    Image.new("RGB", (16, 16)).save(tmp_path / "a.jpg", exif=exif)
    bot("clean", "a.jpg", "--output", "out", *kept, cwd=tmp_path)
    copy = (tmp_path / "out" / "a.jpg").read_bytes()
    assert (b"2024:05:06" in copy) == bool(kept)


def test_what_cannot_be_looked_for_is_refused_and_not_written(tmp_path: Path) -> None:
    frames = [Image.new("L", (32, 32), shade) for shade in range(201)]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    done = bot("clean", "a.gif", "--output", "out", "--redact", "faces", cwd=tmp_path)
    assert done.returncode == 1
    assert "no covered copy" in done.stdout
    assert list((tmp_path / "out").iterdir()) == []


def test_a_wrong_word_for_what_to_cover_is_named(photo: Path, tmp_path: Path) -> None:
    done = bot("clean", photo, "--output", tmp_path / "out", "--redact", "people", cwd=tmp_path)
    assert done.returncode == 2
    assert "people" in done.stderr


def test_clean_takes_a_file_that_telegram_would_not_let_a_bot_download(tmp_path: Path) -> None:
    path = tmp_path / "large.bmp"
    Image.new("RGB", (3000, 3000), "teal").save(path)
    assert path.stat().st_size > DOWNLOAD_BYTES
    done = bot("clean", path, "--output", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "out" / "large.bmp") as copy:
        assert copy.getpixel((2999, 2999)) == (0, 128, 128)


def test_clean_never_overwrites(photo: Path, tmp_path: Path) -> None:
    (tmp_path / "Mias Urlaub.jpg").write_bytes(b"precious")
    bot("clean", photo, "--output", tmp_path, cwd=tmp_path)
    assert (tmp_path / "Mias Urlaub.jpg").read_bytes() == b"precious"
    assert (tmp_path / "Mias Urlaub-1.jpg").exists()


def test_neutral_names_tell_nothing(photo: Path, tmp_path: Path) -> None:
    bot("clean", photo, "--output", tmp_path / "out", "--neutral-names", cwd=tmp_path)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["picture-1.jpg"]


def test_a_refused_file_does_not_stop_the_others(photo: Path, tmp_path: Path) -> None:
    text = tmp_path / "letter.jpg"
    text.write_text("no picture at all")
    done = bot("clean", text, photo, "--output", tmp_path / "out", "--json", cwd=tmp_path)
    first, second = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert (first["ok"], first["reason"], second["ok"]) == (False, "not-an-image", True)


def test_a_missing_file_is_told_in_words(tmp_path: Path) -> None:
    done = bot("report", "nowhere.jpg", cwd=tmp_path)
    assert done.returncode == 1
    assert "nowhere.jpg" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_or_folder_is_refused_and_not_waited_for(photo: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    done = bot("report", "pipe.jpg", tmp_path, photo, "--json", cwd=tmp_path)
    pipe, folder, picture = map(json.loads, done.stdout.splitlines())
    assert (pipe["reason"], folder["reason"], picture["ok"]) == ("unreadable", "unreadable", True)


def test_a_file_that_may_not_be_read_does_not_stop_the_others(
    photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_, **__: False)  # root may read everything
    result = CliRunner().invoke(app, ["report", str(photo), "--sandbox", "off", "--json"])
    assert (result.exit_code, json.loads(result.stdout)["ok"]) == (0, True)


def test_refusals_of_the_command_line_speak_of_files(tmp_path: Path) -> None:
    (tmp_path / "letter.jpg").write_text("no picture at all")
    done = bot("report", "nowhere.jpg", "letter.jpg", cwd=tmp_path)
    assert "send" not in done.stdout.lower()


def test_a_copy_that_found_no_room_is_not_left_half_written(
    tmp_path: Path, room_for_ten_bytes: None
) -> None:
    with pytest.raises(Mendable, match=r"a\.png cannot be written"):
        write_new(tmp_path, "a", Cleaned(bytes(20_000), Format.PNG))
    assert list(tmp_path.iterdir()) == []


def test_output_that_finds_no_room_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "blocklist", "add", "fish.test"],
            cwd=tmp_path, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, text=True,
            timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == (
        "image-privacy-bot: there is no room for the output: No space left on device\n"
    )


def test_evaluate_names_the_column_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "q.tsv").write_text("id\ttext\nq1\tWhat is EXIF?\n")
    done = bot("evaluate", "q.tsv", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        "image-privacy-bot: q.tsv: the questions lack the column lang\n",
    )


def test_run_without_a_token_is_one_sentence_and_status_2(tmp_path: Path) -> None:
    done = bot("run", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("image-privacy-bot: BOT_TOKEN is not set")
    assert done.stderr.count("\n") == 1


def test_a_bad_setting_is_one_sentence_and_status_2(tmp_path: Path) -> None:
    done = bot("run", cwd=tmp_path, BOT_SEND_RATE="fast")
    assert done.returncode == 2
    assert "BOT_SEND_RATE" in done.stderr
    assert "Traceback" not in done.stderr


def test_ask_answers_with_sources(tmp_path: Path) -> None:
    done = bot("ask", "Was passiert mit Bildern, die ich bei ChatGPT hochlade?", "--json",
               cwd=tmp_path)  # fmt: skip
    answer = json.loads(done.stdout)
    assert (answer["status"], answer["lang"]) == ("answered", "de")
    assert len(answer["candidates"]) == 3
    assert all(source["url"].startswith("https://") for source in answer["sources"])


def test_ask_says_so_when_it_does_not_know(tmp_path: Path) -> None:
    done = bot("ask", "What will the weather be like tomorrow?", cwd=tmp_path)
    assert done.returncode == 0
    assert "make anything up" in done.stdout


@pytest.mark.parametrize(("due", "said"), [(date(2020, 2, 1), True), (date(2999, 1, 1), False)])
def test_ask_says_when_an_answer_was_due_for_a_check(due: date, said: bool) -> None:
    entry = Entry("exif", "en", "EXIF", "Data.", (), date(2020, 1, 1), due, sensitive=False)
    assert ("2020-02-01" in answer_text(Answered(entry, 1.0, ()))) is said


def test_ask_takes_a_batch(tmp_path: Path) -> None:
    (tmp_path / "q.tsv").write_text("id\ttext\nq1\tWhat is EXIF?\nq2\tWie wird das Wetter?\n")
    done = bot("ask", "--batch", "q.tsv", "--json", cwd=tmp_path)
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], second["id"]) == ("q1", "q2")
    assert second["status"] == "unsure"


def test_check_knowledge_names_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "broken.yaml").write_text("group: x\nentries:\n- id: [\n")
    done = bot("check-knowledge", folder, cwd=tmp_path)
    assert done.returncode == 1
    assert "broken.yaml:" in done.stdout
    assert "Traceback" not in done.stderr


def test_check_knowledge_says_where_there_is_no_folder(tmp_path: Path) -> None:
    done = bot("check-knowledge", "nowhere", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere is no folder" in done.stderr


def test_every_command_has_an_example_in_its_help(tmp_path: Path) -> None:
    for command in ("run", "demo", "report", "clean", "ask", "check-knowledge", "evaluate"):
        assert "Example: " in bot(command, "--help", cwd=tmp_path, COLUMNS="200").stdout
    for verb in ((), ("add",)):
        help_ = bot("blocklist", *verb, "--help", cwd=tmp_path, COLUMNS="200").stdout
        assert "Example: " in help_


def test_blocklist_prints_a_line_without_the_address(tmp_path: Path) -> None:
    address = "https://www.pictures-of-fish.test/offer"
    done = bot("blocklist", "add", address, cwd=tmp_path)
    assert done.returncode == 0
    (entry,) = parse_list(done.stdout).entries.values()
    assert entry.digest == digest("pictures-of-fish.test")
    assert "fish" not in done.stdout


def test_blocklist_hashes_with_the_salt_of_the_operators_file(tmp_path: Path) -> None:
    listed = tmp_path / "blocked.txt"
    listed.write_text("salt pepper\n", encoding="utf-8")
    done = bot("blocklist", "add", "@Fish_bot", cwd=tmp_path, BOT_BLOCKLIST_FILE=str(listed))
    assert done.stdout.split()[:2] == [digest("tg:fish_bot", "pepper"), "telegram"]


@pytest.mark.parametrize("address", ["https://youtube.com/x", "tel:123", "co.uk"])
def test_blocklist_refuses_what_would_hit_everybody(tmp_path: Path, address: str) -> None:
    done = bot("blocklist", "add", address, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert address in done.stderr
    assert "Traceback" not in done.stderr
