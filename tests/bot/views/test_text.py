from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from bot.views.text import escaped, fitted


@given(st.text(alphabet="a&<> \n", max_size=60), st.integers(1, 80))
def test_fitted_text_is_escaped_and_cut_between_characters(text: str, most: int) -> None:
    shown = fitted(text, most)
    assert len(shown) <= most
    if len(escaped(text)) <= most:
        assert shown == escaped(text)
    else:
        assert shown.endswith("…")
        assert text.startswith(unescape(shown[:-1]))
        assert escaped(unescape(shown[:-1])) == shown[:-1]
