"""Makes the pictures of the README: the page in a real browser, on a computer's and a phone's width, light and dark.

python scripts/make_screenshots.py                     # starts app.py on the store folder
python scripts/make_screenshots.py --url http://127.0.0.1:7860/
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
LOOKUP = "科学技术支出的项目支出是多少？"
RANKING = "上海市科学技术协会2023年支出最多的五类是什么？"
SHARE = "示例市图书馆2024年文化旅游体育与传媒支出占总支出的比重是多少？"
ENGLISH = "How much is the total expenditure?"
SHOWN = {"ask": "#turns .welcome", "documents": "#documents details.doc", "compare": "#compare .compared"}
"""What has to be there before a tab's picture is taken."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, the window, the questions asked before it is taken, and whether [1] is opened."""

    name: str
    width: int
    height: int
    scheme: str
    questions: tuple[str, ...] = ()
    language: str = "zh-CN"
    view: str = "ask"
    clicks: tuple[str, ...] = ()
    """Selectors clicked in order once all is there."""


TABLE = "#documents details.doc[open] ol.tables a.source >> nth=2"
ITEM = "#compare details.pick[data-name=item] input >> nth=2"
PICTURES = (
    Picture("screenshot.png", 1440, 900, "light", (LOOKUP,)),
    Picture("screenshot-chart.png", 1440, 900, "light", (RANKING,)),
    Picture("screenshot-dark.png", 1440, 900, "dark", (SHARE,)),
    Picture("screenshot-welcome.png", 1440, 900, "light"),
    Picture("screenshot-english.png", 1440, 900, "light", (ENGLISH,), "en-US"),
    Picture("screenshot-documents.png", 1440, 900, "light", view="documents", clicks=("details.doc summary", TABLE)),
    Picture(
        "screenshot-compare.png", 1440, 900, "light", view="compare", clicks=("#compare summary", ITEM, "#compare")
    ),
    Picture("screenshot-phone.png", 390, 844, "light", (LOOKUP,)),
    Picture("screenshot-phone-dark.png", 390, 844, "dark", (LOOKUP,)),
    Picture("screenshot-phone-chart.png", 390, 844, "light", (RANKING,)),
    Picture("screenshot-phone-documents.png", 390, 844, "light", view="documents", clicks=("details.doc summary",)),
    Picture("screenshot-phone-compare.png", 390, 844, "light", view="compare"),
)


@contextmanager
def running_page(store: Path) -> Iterator[str]:
    """The address of app.py on a free port, stopped at the end."""
    command = [sys.executable, str(ROOT / "app.py"), "--store", str(store), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")  # noqa: S603
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if "http" not in line:
            raise SystemExit(process.wait())
        yield line[line.index("http") :].strip()
    finally:
        process.terminate()
        process.wait(timeout=20)


def take(browser: Any, url: str, picture: Picture, folder: Path) -> Path:
    """Asks the questions, opens the first source, and writes the picture."""
    window = {"width": picture.width, "height": picture.height}
    context = browser.new_context(viewport=window, locale=picture.language, color_scheme=picture.scheme)
    page = context.new_page()
    page.goto(f"{url}#{picture.view}")
    page.locator(SHOWN[picture.view]).first.wait_for(timeout=60_000)
    for n, question in enumerate(picture.questions):
        page.locator("#question textarea").fill(question)
        page.locator("#question textarea").press("Enter")
        turn = page.locator("#turns .turn").nth(n)
        turn.locator(".answer > .tools").wait_for(timeout=60_000)
        cited = turn.locator(".text a.cite")
        if cited.count() and not (picture.width < 900 and turn.locator(".chart").count()):
            cited.first.click()
    for selector in picture.clicks:
        page.locator(selector).first.click()
        page.wait_for_timeout(700)
    page.mouse.move(0, 0)
    page.wait_for_timeout(1_500)
    file = folder / picture.name
    page.screenshot(path=str(file))
    context.close()
    return file


def main() -> int:
    """Writes all pictures; 1 where there is no browser."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a page that runs already")
    parser.add_argument("--store", type=Path, default=ROOT / "store")
    parser.add_argument("--out", type=Path, default=ROOT / "docs")
    options = parser.parse_args()
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.stderr.write("No chromium or google-chrome on PATH (Debian: apt-get install chromium fonts-wqy-zenhei).\n")
        return 1
    options.out.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        if options.url:
            make_all(browser, options.url, options.out)
        else:
            with running_page(options.store) as url:
                make_all(browser, url, options.out)
        browser.close()
    return 0


def make_all(browser: Any, url: str, folder: Path) -> None:
    """Every picture of the list."""
    for picture in PICTURES:
        sys.stdout.write(f"{take(browser, url, picture, folder)}\n")


if __name__ == "__main__":
    sys.exit(main())
