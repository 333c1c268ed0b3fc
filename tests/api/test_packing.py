"""One gzip file of texts that were deflated one by one."""

import gzip
import json
import random
from hashlib import sha256

import pytest

from caravana_site.api import packing


def kept(text: str) -> packing.Part:
    digest = sha256(text.encode()).hexdigest()
    found = packing.part(packing.packed(text, digest), digest)
    assert found is not None
    return found


@pytest.mark.parametrize("number", [0, 1, 2, 20, 101])
def test_it_is_one_file_that_anybody_can_read(number: int) -> None:
    chosen = random.Random(number)  # texts of a test
    texts = [json.dumps({"a": "ç·l" * chosen.randint(0, 5000)}, ensure_ascii=False) for _one in range(number)]
    parts = [packing.literal("["), *(part for text in texts for part in (kept(text), packing.literal(","))), kept("")]
    assert gzip.decompress(packing.gzip_file(parts)).decode() == "[" + "".join(f"{text}," for text in texts)


def test_a_text_that_was_changed_since_is_not_taken_for_the_other() -> None:
    old, new = (sha256(text).hexdigest() for text in (b"old", b"new"))
    assert packing.part(packing.packed("old", old), new) is None
    assert packing.part(None, new) is None


def test_a_literal_longer_than_a_block_is_refused() -> None:
    packing.literal("x" * packing.LONGEST_LITERAL)
    with pytest.raises(ValueError, match="65535"):
        packing.literal("x" * (packing.LONGEST_LITERAL + 1))
