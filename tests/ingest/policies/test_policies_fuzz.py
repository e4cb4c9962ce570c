"""Whatever the bytes, a file is read or set aside, each quote is there, and time grows with the file alone."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.record.types import Reading
from ingest.reader import Reader
from ingest.sources.agora import READER as AGORA
from ingest.sources.agora_texts import READER as AGORA_TEXTS
from ingest.sources.chip_lists import READER as CHIPS
from ingest.sources.downloads import READER as DOWNLOADS
from ingest.sources.ecosystem_graphs import READER as ECOSYSTEM
from ingest.sources.eto import READER as ETO
from ingest.sources.federal_register import READER as RECORDS
from ingest.sources.federal_register import SOURCE
from ingest.sources.laws import READER as LAWS
from ingest.sources.notices import READER as NOTICES
from tests.ingest.policies.making import raw, read_all

FILES: dict[str, tuple[Reader, str]] = {
    "documents.csv": (AGORA, "AGORA ID,Official name,Casual name,Authority,Most recent activity,"),
    "collections.csv": (AGORA, "Name,Description\n"),
    "1.txt": (AGORA_TEXTS, "SEC. 1. OWLS.\n\nThe Owl Act is amended"),
    "document.json": (RECORDS, '{"document_number": "2031-1", "title": "'),
    "law.html": (LAWS, '<html><p class="oj-doc-ti">REGULATION (EU) 2031/7 amending Regulation (EU) 2031/6'),
    "notice.txt": (
        NOTICES,
        "[Federal Register Volume 9, Number 4 (May 1, 2031)]\n[Pages 1-2]\n\nOwls\n\nAGENCY: A.\n",
    ),
    "notice.html": (NOTICES, "<html><title>办法</title><p>第一条 一</p><p>第二条 二</p><p>第三条 "),
    "bird.yaml": (ECOSYSTEM, "- type: model\n  name: a\n"),
    "provision.csv": (ETO, "provider_name,provider_id,provided_name,provided_id,share_provided,year\na,P1,b,N1,"),
    "inputs.csv": (
        ETO,
        "input_id,input_name,type,stage_name,market_share_chart_global_market_size_info\nN1,a,process,,",
    ),
    "by_org_2031-02.csv": (DOWNLOADS, "author,sum,count,region\na,1,2,"),
    "chips.csv": (CHIPS, "maker,chip,year,memory_gb,fp16_or_bf16_tflops_dense\na,b,"),
}
"""Files by name, each with its reader and how one may begin."""
PIECES = """\
AGENCY:|DATES: effective April 1, 2031.|ACTION: Final rule.|[FR Doc No: 2031-1]|Article 1. |第一条 |SEC. 1. A.
（2031年3月4日局令第2号公布 自2031年4月1日起施行）|本办法自2031年4月1日起施行。
These Measures shall come into force on 1 May 2031.
Most recent activity date\\n1,A Act, Section 2,B Act (C Act),D,Enacted,|1,A Act (B Act),|$5 billion (2022)
2031-05-06|,,|"|,|;
  dependencies: [a, b]|  size: 7B parameters|  access: open|  license: {value: x}|&a [x]|*a|- |: |{|}|[|]|N1|P1|country
<meta name='dc.title' content='|'>|<p>|</p>|<div id=document1>|<|>|The A Act is amended|to amend the B Act|EO 14110
", "agencies": [{
"type": "Rule", |"amends": ["EO 13859"]}|\0|\ufeff|\u2028|😀|　| |of 1 May 2031
Revokes: EO 13859; Amends: EO 1|true|None|1e999|-1
""".replace("\n", "|").split("|")
TEXT = st.lists(st.sampled_from([*PIECES, "\n", "\n\n", "\r", "\t", "x" * 500]) | st.text(max_size=5), max_size=25).map(
    "".join
)
FILE = st.tuples(st.sampled_from(sorted(FILES)), st.booleans(), TEXT, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
FIELDS = sorted({path for paths in SOURCE.reads.values() for path in paths} | {"agencies", "x"})
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(PIECES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "id", "parent_id"]), inner),
    max_leaves=6,
)
RECORD = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=10)


@settings(max_examples=400)
@given(FILE)
def test_any_text_is_read_or_set_aside(drawn: tuple[str, bool, str, str]) -> None:
    name, opened, text, encoding = drawn
    check_file(name, f"{FILES[name][1] if opened else ''}{text}".encode(encoding, "replace"))


@settings(max_examples=60)
@given(st.sampled_from(sorted(FILES)), st.binary(max_size=300))
def test_any_bytes_are_read_or_set_aside(name: str, data: bytes) -> None:
    check_file(name, data)


def check_file(name: str, data: bytes) -> None:
    file, reader = raw(name, data, folders=("fulltext",)), FILES[name][0]
    assert 0.0 <= reader.recognise(file.head) <= 1.0
    found = read_all(reader, file)
    assert found
    assert found == read_all(reader, file)


@settings(max_examples=150)
@given(st.lists(RECORD, max_size=3))
def test_any_records_are_read_or_set_aside(records: list[object]) -> None:
    found = read_all(RECORDS, raw("documents.json", json.dumps({"results": records})))
    addresses = [one.document.address if isinstance(one, Reading) else one.address for one in found]
    assert len(set(addresses)) == len(addresses) == max(1, len(records))


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize(
    "piece", ["x", "[", '{"a":', "- a: [", "<div>", "the Aa ", "SEC. 1. A\n", '"a,', "(", "AGENCY: a, ", "第"]
)
def test_time_grows_with_the_file_and_no_faster(name: str, piece: str) -> None:
    def seconds(size: int) -> float:
        file = raw(name, (FILES[name][1] + piece * (size // len(piece))).encode(), folders=("fulltext",))
        started = time.process_time()
        FILES[name][0].recognise(file.head)
        list(FILES[name][0].read(file))
        return time.process_time() - started

    small = min(seconds(60_000) for _ in range(2))
    assert seconds(360_000) < 25 * max(small, 0.05)
