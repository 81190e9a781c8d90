from __future__ import annotations

import pytest

from facecheck.outputs.sound.recorded_words.tokens import sentences, tokens


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Not counted: 3.8 of 5 seconds", "en", "not counted 3 point 8 of 5 seconds"),
        ("3,8 von 5 Sekunden", "de", "3 komma 8 von 5 sekunden"),
        ("Hold it... don't let go", "en", "hold it don't let go"),
        ("57 of 62 %", "en", "57 of 62 %"),
        ("Augen schmal machen", "de", "augen schmal machen"),
        ("…", "en", ""),
    ],
)
def test_a_line_is_read_as_its_words(text: str, language: str, words: str) -> None:
    assert " ".join(tokens(text, language)) == words


def test_a_line_is_cut_into_sentences() -> None:
    assert sentences("Rest. Next: Squint. Look!") == ["Rest.", "Next:", "Squint.", "Look!"]
    assert sentences("3.8 of 5.0 s") == ["3.8 of 5.0 s"]
    assert sentences("") == []
