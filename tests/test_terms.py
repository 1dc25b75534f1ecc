"""The term lists: well formed, consistent in themselves, and in agreement with the codes that real documents print."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from index.text import name_key
from prompts import load_yaml

CODED = ["terms.functional.yaml", "terms.economic.yaml"]
LISTS = [*CODED, "terms.forms.yaml", "terms.revenue.yaml"]
FIELDS = {"name", "code", "codes", "role", "operation", "same", "said", "meant_by", "en"}
ROLES = {"item", "column", "measure", "basis", "total", "table", "thing"}
LEVELS = {"terms.functional.yaml": (3, 5, 7), "terms.economic.yaml": (3, 5)}
ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"

# Printed under this code by an edition before 2018; our list has the present name.
EARLIER_EDITION = {
    ("30307", "医疗费"): "30114 since 2018",
    ("30311", "住房公积金"): "30113 since 2018",
}


def terms(file):
    return load_yaml(file)["terms"]


def codes(term):
    return term.get("codes") or ([term["code"]] if "code" in term else [])


def words(term):
    return [*term.get("same", []), *term.get("said", [])]


def lists_in(content):
    """Every list of single values in the data of a file."""
    if isinstance(content, list):
        yield [one for one in content if not isinstance(one, dict | list)]
    if isinstance(content, dict | list):
        for one in content.values() if isinstance(content, dict) else content:
            yield from lists_in(one)


FILES = sorted(path.name for path in (ROOT / "prompts").glob("*.yaml"))


@pytest.mark.parametrize("file", FILES)
def test_read_alike_where_the_fast_reader_is_not_installed(file):
    assert yaml.safe_load((ROOT / "prompts" / file).read_text(encoding="utf-8")) == load_yaml(file)


@pytest.mark.parametrize("file", FILES)
def test_no_entry_stands_twice_in_its_list(file):
    twice = [one for found in lists_in(load_yaml(file)) for one in set(found) if found.count(one) > 1]
    assert not twice


@pytest.mark.parametrize("file", LISTS)
def test_well_formed(file):
    content = load_yaml(file)
    assert set(content) == {"source", "terms"}
    assert content["source"].strip()
    for term in content["terms"]:
        assert set(term) <= FIELDS, term
        assert not {"code", "codes"} <= set(term), term
        assert term["name"].strip() == term["name"], term
        assert name_key(term["name"]), term
        for field in ("codes", "same", "said", "meant_by", "en"):
            values = term.get(field, ["-"])
            assert values, (term["name"], field)
            assert all(isinstance(v, str) and v.strip() == v and v for v in values), (term["name"], field)
            assert len(set(values)) == len(values), (term["name"], field)


@pytest.mark.parametrize("file", LISTS)
def test_what_a_term_may_be_meant_by_is_the_name_of_another(file):
    printed = {name for one in LISTS for term in terms(one) for name in (term["name"], *term.get("same", []))}
    for term in terms(file):
        assert set(term.get("meant_by", [])) <= printed - {term["name"], *term.get("same", [])}, term["name"]


@pytest.mark.parametrize("file", LISTS)
def test_names_are_unique(file):
    seen = defaultdict(list)
    for term in terms(file):
        seen[name_key(term["name"])].append(term["name"])
    assert not {k: v for k, v in seen.items() if len(v) > 1}


@pytest.mark.parametrize("file", LISTS)
def test_no_other_word_is_the_name_of_a_term(file):
    names = {name_key(t["name"]) for t in terms(file)}
    assert not [(t["name"], w) for t in terms(file) for w in words(t) if name_key(w) in names]


@pytest.mark.parametrize("file", LISTS)
def test_words_of_questions_are_words(file):
    for term in terms(file):
        for word in term.get("said", []):
            assert len(word) >= 2, (term["name"], word)
            assert re.search("[\u4e00-\u9fff]", word), (term["name"], word)
        keys = [name_key(w) for w in words(term)]
        assert len(set(keys)) == len(keys), (term["name"], words(term))
        for phrase in term.get("en", []):
            assert phrase == phrase.lower(), (term["name"], phrase)
            assert phrase.isascii(), (term["name"], phrase)


@pytest.mark.parametrize("file", LISTS)
def test_printed_names_belong_to_one_term(file):
    owners = defaultdict(set)
    for term in terms(file):
        for word in term.get("same", []):
            owners[name_key(word)].add(term["name"])
    assert not {k: v for k, v in owners.items() if len(v) > 1}
    # what one term is printed as, people may not be said to mean another one by
    for term in terms(file):
        for word in term.get("said", []):
            assert owners.get(name_key(word), {term["name"]}) == {term["name"]}, (term["name"], word)


@pytest.mark.parametrize("file", CODED)
def test_codes(file):
    seen = defaultdict(list)
    for term in terms(file):
        assert codes(term), term["name"]
        for code in codes(term):
            assert isinstance(code, str), term["name"]
            assert code.isdigit(), (term["name"], code)
            assert len(code) in LEVELS[file], (term["name"], code)
            seen[code].append(term["name"])
    assert not {k: v for k, v in seen.items() if len(v) > 1}
    orphans = [c for c in seen for size in LEVELS[file] if len(c) > size and c[:size] not in seen]
    assert not orphans
    first = {"terms.functional.yaml": "2", "terms.economic.yaml": "35"}[file]
    assert all(code[0] in first for code in seen)


@pytest.mark.parametrize("file", CODED)
def test_every_class_has_english(file):
    wanted = (3,) if file == CODED[0] else (3, 5)
    missing = [t["name"] for t in terms(file) if min(map(len, codes(t))) in wanted and not t.get("en")]
    assert not missing


def test_every_form_term_has_a_role_and_english():
    for term in terms("terms.forms.yaml"):
        assert term["role"] in ROLES, term["name"]
        assert "code" not in term, term["name"]


@pytest.mark.parametrize(
    ("file", "name", "word"),
    [
        ("terms.economic.yaml", "工资福利支出", "发工资"),
        ("terms.economic.yaml", "公务接待费", "招待费"),
        ("terms.economic.yaml", "水费", "水电费"),
        ("terms.economic.yaml", "电费", "水电费"),
        ("terms.economic.yaml", "基本工资", "工资"),
        ("terms.economic.yaml", "工资福利支出", "工资"),
        ("terms.economic.yaml", "公务用车购置", "购车"),
        ("terms.economic.yaml", "公务用车运行维护费", "养车"),
        ("terms.functional.yaml", "住房公积金", "公积金"),
        ("terms.functional.yaml", "卫生健康支出", "医疗卫生与计划生育支出"),
        ("terms.functional.yaml", "文化旅游体育与传媒支出", "文化体育与传媒支出"),
        ("terms.functional.yaml", "行政事业单位养老支出", "行政事业单位离退休"),
        ("terms.forms.yaml", "“三公”经费", "三公"),
        ("terms.forms.yaml", "收入总计", "总收入"),
        ("terms.forms.yaml", "本年收入合计", "总收入"),
    ],
)
def test_common_words_find_their_terms(file, name, word):
    (term,) = [t for t in terms(file) if t["name"] == name]
    assert word in words(term)


def test_totals_of_different_extent_stay_apart():
    owner = {name_key(w): t["name"] for t in terms("terms.forms.yaml") for w in [t["name"], *t.get("same", [])]}
    apart = ["收入总计", "收入合计", "本年收入合计", "支出总计", "支出合计", "本年支出合计", "总计", "合计", "小计"]
    assert [owner[name_key(n)] for n in apart] == apart


def test_organisations():
    content = load_yaml("terms.organisations.yaml")
    assert set(content) == {
        "source",
        "suffixes",
        "paper",
        "numbered",
        "shorter_ends",
        "abbreviations",
        "places",
        "peoples",
        "fields",
        "generic",
        "sorts",
    }
    said = content["sorts"]["said_of_all"]
    assert len(set(said)) == len(said)
    assert not {"民办", "私立"} & set(said)  # what leaves some of them out is no such word
    for key, values in content["paper"].items():
        assert len(set(values)) == len(values), key
        assert all(isinstance(v, str) and v.strip() == v and v for v in values), key
    for entry in content["numbered"]:
        assert set(entry) == {"full", "short"}, entry
        assert len(entry["short"]) == 1, entry
        assert len(set(entry["full"])) == len(entry["full"]), entry
    for full, short in content["shorter_ends"].items():
        assert full not in short, full
        assert len(set(short)) == len(short), full
    fields = {"full", "same", "short", "pattern", "needs_place", "en"}
    for entry in [*content["suffixes"], *content["abbreviations"]]:
        assert set(entry) <= fields, entry
        assert entry["full"].strip(), entry
        assert entry["short"], entry
        for field in ("same", "short", "en"):
            assert all(isinstance(w, str) and w.strip() == w and w for w in entry.get(field, [])), entry
            assert len(set(entry.get(field, []))) == len(entry.get(field, [])), entry
        assert all(len(w) > 1 for w in entry["short"]) or entry in content["suffixes"], entry
        if "pattern" in entry:
            re.compile(entry["pattern"])
    fulls = [e["full"] for e in content["abbreviations"]]
    assert len(set(fulls)) == len(fulls)
    for key, values in content["places"].items():
        assert len(set(values)) == len(values), key
        assert all(isinstance(v, str) and v.strip() for v in values), key
    assert all(isinstance(v, str) and v.strip() for v in content["places"]["en_of"].values())
    assert len(set(content["peoples"])) == len(content["peoples"])


def test_short_names_carry_no_level():
    """市委组织部 under the name of a body would make the city's body of a district's."""
    general = {"中国共产党委员会", "各级人民政府"}
    for entry in load_yaml("terms.organisations.yaml")["abbreviations"]:
        level = [w for w in entry["short"] if re.match("[省市区县](?:委|政府|府|级|直)", w)]
        assert entry["full"] in general or not level, (entry["full"], level)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("科协", "科学技术协会"),
        ("妇联", "妇女联合会"),
        ("发改委", "发展和改革委员会"),
        ("市监局", "市场监督管理局"),
        ("红会", "红十字会"),
    ],
)
def test_abbreviations(short, full):
    found = [e["full"] for e in load_yaml("terms.organisations.yaml")["abbreviations"] if short in e["short"]]
    assert found == [full]


@pytest.mark.parametrize(
    "printed",
    [
        "中国人民政治协商会议上海市普陀区委员会",
        "中国共产主义青年团上海市委员会",
        "共青团杭州市委",
        "中共上海市普陀区委员会",
        "九三学社南京市委员会",
    ],
)
def test_patterns_find_names_with_a_place_inside(printed):
    patterns = [e["pattern"] for e in load_yaml("terms.organisations.yaml")["abbreviations"] if "pattern" in e]
    assert any(re.fullmatch(p, printed) for p in patterns)


# ---- against real documents

_NAME = r"([\u4e00-\u9fff“”（）()、\s]*[\u4e00-\u9fff）)])"
_ROW = re.compile(r"^\s*([235]\d\d)(?:[\s|]+(\d\d))?(?:[\s|]+(\d\d))?[\s|]+" + _NAME + r"(?:\s|$|\d)")
_LONG = re.compile(r"(?:^|\s)([235]\d{4}|2\d{6})\s+" + _NAME + r"(?:\s|$|\d)")


def _printed_rows(path):
    """(code, name) of every line that shows both, whatever else it shows."""
    if path.suffix == ".pdf":
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    else:
        text = path.read_text(encoding="utf-8")
    for line in text.splitlines():
        found = [(m.group(1), m.group(2)) for m in _LONG.finditer(line)]
        if not found and (m := _ROW.match(line)):
            found = [("".join(g for g in m.groups()[:3] if g), m.group(4))]
        for code, name in found:
            yield code, re.split(r"\s{2,}|\t", name.strip())[0]


def test_codes_of_real_documents_agree(capsys):
    if not DATA.is_dir():
        pytest.skip(f"no real documents at {DATA}")
    files = sorted([*DATA.glob("sast-*.txt"), *DATA.glob("putuo-*.pdf"), *DATA.glob("jiangsu-*.pdf")])
    if shutil.which("pdftotext") is None:
        files = [f for f in files if f.suffix == ".txt"]
    if not files:
        pytest.skip(f"no documents that can be read at {DATA}")
    ours = defaultdict(set)
    for file in CODED:
        for term in terms(file):
            for code in codes(term):
                ours[code] |= {name_key(n) for n in [term["name"], *term.get("same", [])]}

    def below(code):
        """Where a row is broken over lines, the 款 of its code and parts of its name stand elsewhere."""
        return {n for c, names in ours.items() if len(code) == 3 and len(c) == 5 and c.startswith(code) for n in names}

    seen, wrong = set(), defaultdict(set)
    for file in files:
        for code, name in _printed_rows(file):
            key = name_key(name)
            seen.add((code, key))
            if not any(known == key or (len(key) > 2 and key in known) for known in ours[code] | below(code)):
                wrong[code, key].add(file.name)
    odd = {k: v for k, v in wrong.items() if k not in EARLIER_EDITION}
    with capsys.disabled():
        print(f"\n{len(seen)} codes with names in {len(files)} documents; {len(wrong)} unlike ours:")  # noqa: T201
        for (code, name), where in sorted(wrong.items()):
            print(f"  {code} {name} {sorted(where)} {EARLIER_EDITION.get((code, name), '')}")  # noqa: T201
    assert len(seen) > 50
    assert len(odd) <= len(seen) // 50
