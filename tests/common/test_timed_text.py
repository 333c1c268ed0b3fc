"""Captions as people save them: other encodings are read, broken files are refused with what is wrong."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from caravana_site.common.timed_text import (
    MOST_BYTES,
    Chapter,
    Paragraph,
    clock,
    decoded,
    lines_without_time,
    read_captions,
    read_written,
)

GOOD = "WEBVTT\n\n00:00:05.000 --> 00:00:09.000\n<v Relatora>Què vau fer amb l’app?\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_captions_are_read_in_the_encodings_that_programs_save(encoding: str) -> None:
    told = read_captions(decoded(GOOD.encode(encoding)))
    assert told.paragraphs == [Paragraph(5, "Relatora", "Què vau fer amb l’app?")]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "WEBVTT"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nsubrip", "WEBVTT"),
        (b"WEBVTT\n\nNo captions here", "no té cap subtítol"),
        (b"WEBVTT\n\n00:00:05.000 --> 00:0:0900\nHola", "-->"),
        (b"WEBVTT\n\n00:00:09.000 --> 00:00:05.000\nHola", "00:09"),
        (b"WEBVTT\n\n\x00\x01\x02", "no és text"),
        (b"WEBVTT \x81\x8d\x9d", "UTF-8"),
        (b"\xff\xfeW\x00E", "UTF-8"),
        (b"WEBVTT" + b" " * MOST_BYTES, "1 MB"),
    ],
)
def test_a_file_that_is_no_captions_says_so_in_the_editors_language(raw: bytes, said: str) -> None:
    with translation.override("ca"), pytest.raises(ValidationError) as refusal:
        read_captions(decoded(raw))
    assert said in " ".join(refusal.value.messages)


def test_cues_of_one_voice_are_one_paragraph_and_chapters_begin_another() -> None:
    told = read_captions(
        "WEBVTT\n\nNOTE CHAPTER El principi\n\n00:01.000 --> 00:03.000\n<v Ada>Una cosa\n\n"
        "00:03.000 --> 00:05.000\n<v Ada>i l&amp;altra.\n\nNOTE CHAPTER: El final\n\n"
        "1:00:05.000 --> 1:00:07.000\n<v Ada>Adéu.\n\n1:00:08.000 --> 1:00:09.000\nSense nom\n".replace(
            "1:00:0", "01:00:0"
        )
    )
    assert told.paragraphs == [
        Paragraph(1, "Ada", "Una cosa i l&altra."),
        Paragraph(3605, "Ada", "Adéu."),
        Paragraph(3608, "", "Sense nom"),
    ]
    assert told.chapters == [Chapter(1, "El principi"), Chapter(3605, "El final")]


def test_a_long_speech_is_broken_at_a_full_stop() -> None:
    cues = "".join(
        f"\n00:{minute:02}:00.000 --> 00:{minute:02}:30.000\n<v Ada>Frase {minute}.\n" for minute in range(3)
    )
    assert [one.start for one in read_captions(f"WEBVTT\n{cues}").paragraphs] == [0, 60, 120]


def test_a_transcript_written_by_hand_has_its_times_its_voices_and_its_chapters() -> None:
    told = read_written(
        "<p>12:09 Alcaldessa: La ruta &amp; el mapa.</p><p>[1:02:05] – Relatora: I ara?</p>"
        "<p>Rialles: fora de càmera</p>",
        "00:00 El principi\n03:40 - El conveni\nsense hora\n",
    )
    assert told.paragraphs == [
        Paragraph(729, "Alcaldessa", "La ruta & el mapa."),
        Paragraph(3725, "Relatora", "I ara?"),
        Paragraph(None, "", "Rialles: fora de càmera"),
    ]
    assert told.chapters == [Chapter(0, "El principi"), Chapter(220, "El conveni")]
    assert lines_without_time("00:00 a\n\nsense hora") == ["sense hora"]
    assert [clock(second) for second in (5, 729, 3725)] == ["00:05", "12:09", "1:02:05"]
