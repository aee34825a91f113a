"""In which forms a secret is found, and that a search which looks nowhere is noticed."""
import base64

import pytest
from launcher.claims.secret_search import Needles, Searched, forms

CANARY = "canary-0123456789abcdef?>"


@pytest.mark.parametrize("content", [
    CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode("utf-16-be"), CANARY.encode().hex().encode(),
    *(base64.b64encode(b"x" * before + CANARY.encode() + b"yz") for before in range(4)), *(base64.urlsafe_b64encode(b"x" * before + CANARY.encode() + b"yz") for before in range(4))])
def test_a_text_is_found_in_whatever_form_it_was_left(content):
    assert Needles([CANARY], "control").found(b"before " + content + b" after")


def test_another_text_is_not():
    other = CANARY.replace("0", "1")
    assert not any(Needles([CANARY], "control").found(form) for form in forms(other))


def test_where_it_was_found_is_told_and_so_is_a_kind_without_what_is_surely_there():
    searched, needles = Searched(), Needles([CANARY], "control")
    searched.look("item", "t1", b"control", needles)
    searched.look("item", "t2", CANARY.encode(), needles)
    searched.look("log", "l1", b"nothing", needles)
    assert searched.counts == {"item": 2, "log": 1}
    assert searched.controls == {"item": 1, "log": 0}
    assert searched.places == ["item t2"]
