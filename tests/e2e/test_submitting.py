"""A first-time submitter on a phone goes through the call for papers, with and without scripts."""

import pytest

from tests.e2e.conftest import overflow, screenshot, violations

pytestmark = pytest.mark.e2e
PASSWORD = "mpZ-4rL-77x-Q"


def cont(page):
    page.locator("button[value=submit]").click()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("language", "scripts", "add", "fold"),
    (
        ("pt-BR", True, "Acrescentar outra", "Cargo ou função"),
        ("en", False, "Add another", "Role"),
    ),
    ids=("Portuguese", "English without scripts"),
)
def test_somebody_without_an_account_says_where_they_work(visit, language, scripts, add, fold):
    page = visit("/ofa2025/submit/", language=language, width=360, scripts=scripts)
    page.fill("input[name=title]", "Open models")
    page.fill("textarea[name=abstract]", "Twelve of them.")
    cont(page)
    # The demo has a question.
    cont(page)
    page.fill("[name=register_name]", "Ana Souza")
    page.fill("[name=register_email]", f"ana.{language.lower()}@example.org")
    page.fill("[name=register_password]", PASSWORD)
    page.fill("[name=register_password_repeat]", PASSWORD)
    cont(page)

    first, second = (f"[name=ofa-affiliation-{n}-organisation]" for n in (0, 1))
    page.fill(first, "Universidade Imaginária")
    page.locator(".ofa-step summary", has_text=fold).first.click()
    page.fill("[name=ofa-affiliation-0-role_1]", "Pesquisadora")
    page.locator(".ofa-step summary", has_text=add).first.click()
    page.fill(second, "Coletivo Tucano")
    screenshot(page, f"cfp-step-{language}")
    # axe is a script itself.
    assert not scripts or violations(page) == []
    assert overflow(page) == 0

    cont(page)
    assert page.url.rstrip("/").endswith("profile")
    page.locator("form a.btn-info").click()
    page.wait_for_load_state("networkidle")
    assert [page.input_value(field) for field in (first, second)] == [
        "Universidade Imaginária",
        "Coletivo Tucano",
    ]
    cont(page)
    page.fill("textarea[name=biography]", "Writes.")
    cont(page)

    page.goto(page.url.replace("/me/submissions/", "/p/ofa/me/"))
    assert page.input_value(first) == "Universidade Imaginária"
    assert page.input_value("[name=ofa-affiliation-0-role_1]") == "Pesquisadora"
    assert page.input_value(second) == "Coletivo Tucano"
    assert overflow(page) == 0
