"""The first page: joining by code."""

import pytest
from httpx2 import AsyncClient

from live.web import codes
from tests.servers import Links
from tests.web.browsing import WRONG, field, text_of


async def test_the_first_page_asks_for_the_code(browser: AsyncClient) -> None:
    page = await browser.get("/")
    assert page.status_code == 200
    assert "required" in field(page, "code")


@pytest.mark.parametrize("spelt", [codes.shown, str.lower, lambda code: f"  {code[:4]} {code[4:]}"])
async def test_a_code_leads_to_its_form(
    browser: AsyncClient, links: Links, spelt: "type[str]"
) -> None:
    answer = await browser.get("/", params={"code": spelt(links.code)})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/j/{links.code}")


@pytest.mark.parametrize("code", [WRONG, "no code", "\x00", '"><script>alert(1)</script>'])
async def test_a_wrong_code_can_be_corrected(browser: AsyncClient, code: str) -> None:
    page = await browser.get("/", params={"code": code})
    assert page.status_code == 404
    assert "There is no session with this code." in text_of(page)
    assert 'aria-invalid="true"' in field(page, "code")
    assert "<script>" not in page.text
