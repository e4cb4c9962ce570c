"""What the mapping language can say, each by a table of a few rows."""

from graph.record.types import Reading, SetAside
from tests.ingest.tables.making import left, raw, read, reading, shown, told

MODEL = "things: {model: 'Model:{name}'}\n"


def test_several_names_in_a_cell_are_several_and_brackets_hold() -> None:
    mapping = MODEL + "properties: {model: {tags: {column: t, split: [',', ' and '], joins: [Inc.], nothing: [misc]}}}"
    one = reading(mapping, 'name,t\nA,"x, y (a, b), Q, Inc. and (z and z), misc"\nB,"x (a, y"\n')
    assert [s.value for s in one.statements] == ["x", "y (a, b)", "Q, Inc.", "(z and z)", "x (a", "y"]
    assert [s.span.cut(one.document) for s in one.statements][:3] == ["x", "y (a, b)", "Q, Inc."]


def test_doubled_quotation_marks_are_one_in_the_name_and_two_in_the_quote() -> None:
    one = reading(MODEL + "properties: {model: {tags: {column: t, split: ','}}}", 'name,t\n"""A, B""","say ""x"",y"\n')
    assert told(one) == ['Model:A, B tags say "x"', "Model:A, B tags y"]
    assert one.statements[0].span.cut(one.document) == 'say ""x""'


def test_the_first_filled_column_counts_and_the_others_are_unread() -> None:
    mapping = MODEL + "properties: {model: {citations: {column: [a, b]}}}"
    one = reading(mapping, "name,a,b\nA,1,2\nB,,3\nC,,\n")
    assert told(one) == ["Model:A citations 1", "Model:B citations 3"]
    assert dict(one.unread) == {"b": 1}


def test_pairs_go_by_place_and_what_does_not_count_up_is_left_over() -> None:
    mapping = """
things:
  model: "Model:{name}"
  lab: {key: "Lab:{labs}", split: ","}
  home: {key: "Country:{homes}", split: ",", nothing: [Everywhere]}
properties:
  lab: {kind: {column: kinds, split: ",", pair: true}}
edges:
  - {edge: BASED_IN, from: lab, to: home, pair: true}
"""
    rows = 'A,"X,Y","France,Spain","company,university"\nB,"X,Y","Everywhere,Spain",company\nC,Z,"France,Spain",\n'
    one = reading(mapping, "name,labs,homes,kinds\n" + rows + 'D,"X,Y","a,b,c",\nE,,Chile,\n')
    assert told(one) == [
        "Lab:X kind company",
        "Lab:Y kind university",
        "Lab:X BASED_IN Country:France",
        "Lab:Y BASED_IN Country:Spain",
        "Lab:Y BASED_IN Country:Spain",
        "Lab:Z BASED_IN Country:France",
        "Lab:Z BASED_IN Country:Spain",
    ]
    assert left(one) == [
        "company | row 3, column kinds: 1 values for 2 of lab, so it stays open whose each is",
        "a,b,c | row 5, column homes: 3 of home for 2 of lab, so it stays open whose each is",
        "Chile | row 6, column homes: the row names no lab",
    ]


def test_a_row_without_its_own_name_loses_nothing_in_silence() -> None:
    mapping = """
things: {model: "Model:{name}", lab: "Lab:{lab}"}
properties: {model: {citations: c}}
edges: [{edge: DEVELOPED, from: lab, to: model}]
"""
    one = reading(mapping, "name,lab,c\n,X,7\nA,,8\n")
    assert told(one) == ["Model:A citations 8"]
    assert left(one) == [
        "7 | row 2, column c: the row names no model",
        "X | row 2, column lab: the row names no model",
    ]


def test_keys_by_words_conditions_and_constants() -> None:
    mapping = """
things:
  lab: "hf-org:{org}"
  home: {key: "Country:{region}", keys: {us: "iso2:US", china: "iso2:CN"}, others: nothing}
  list: "Group:Tracked"
properties:
  lab:
    kind: {value: company, when: {column: type, is: [firm, inc]}}
    region: {column: region, when: {column: type, not: private}}
    founded: {column: year, when: [{column: region}, {column: type, empty: true}]}
edges:
  - {edge: BASED_IN, from: lab, to: home, confidence: 0.5}
  - {edge: MEMBER_OF, from: lab, to: list, when: {column: region, is: us}}
"""
    one = reading(mapping, "org,region,type,year\nacme,us,Inc,2001\nbeta,eu,private,2002\ngamma,china,,2003\n")
    assert [shown(one, s) for s in one.statements] == [
        "hf-org:acme kind company [2 type: Inc]",
        "hf-org:acme region us [2 region: us]",
        "hf-org:acme BASED_IN iso2:US [2 region: us]",
        "hf-org:acme MEMBER_OF Group:Tracked [2 region: us]",
        "hf-org:gamma region china [4 region: china]",
        "hf-org:gamma founded 2003 [4 year: 2003]",
        "hf-org:gamma BASED_IN iso2:CN [4 region: china]",
    ]
    assert {s.confidence for s in one.statements if s.predicate == "BASED_IN"} == {0.5}


def test_ids_made_of_columns_must_have_the_form_of_their_scheme() -> None:
    mapping = "things: {model: 'hf:{org}/{name}', input: 'eto-input:{i}'}\nproperties: {input: {name: title}}"
    one = reading(mapping, "org,name,i,title\nacme,m-1,N20,Masks\nacme,not one,X9,Moulds\n")
    assert told(one) == ["eto-input:N20 name Masks"]
    assert left(one) == [
        "acme/not one | row 3, column name: not of the form of hf",
        "X9 | row 3, column i: not of the form of eto-input",
    ]


def test_addresses_are_keys_where_the_mapping_says_so() -> None:
    mapping = """
things:
  model: "Model:{name}"
  paper: {key: "arxiv:{link}", split: [line, ","], written: true}
edges: [{edge: DESCRIBED_IN, from: model, to: paper}]
"""
    rows = 'A,"https://arxiv.org/abs/2412.19437v2, https://example.org"\nB,https://example.org/paper\n'
    one = reading(mapping, "name,link\n" + rows)
    assert told(one) == ["Model:A DESCRIBED_IN arxiv:2412.19437"]
    assert dict(one.unread) == {"link": 1}


def test_names_that_are_remarks_and_names_that_many_bear() -> None:
    mapping = """
things:
  cluster: {key: "Cluster:{name}", placeholders: [Unnamed system]}
  owner: {key: "Organization:{owner}", split: ",", not_names: [see ], longest: 12, longest_cell: 40, nothing: [cloud]}
properties: {cluster: {chip_count: n}}
edges: [{edge: OWNS, from: owner, to: cluster}]
"""
    rows = 'Unnamed System,Acme,5\nUnnamed System,"see note,Beta,Cloud",6\nBig,"A far too long name for one",7\n'
    one = reading(mapping, "name,owner,n\n" + rows + 'Far,"There is no page, and no paper, that says who owns it",\n')
    assert told(one) == [
        "Cluster:Unnamed System (row 2) name Unnamed System",
        "Cluster:Unnamed System (row 2) chip_count 5",
        "Organization:Acme OWNS Cluster:Unnamed System (row 2)",
        "Cluster:Unnamed System (row 3) name Unnamed System",
        "Cluster:Unnamed System (row 3) chip_count 6",
        "Organization:Beta OWNS Cluster:Unnamed System (row 3)",
        "Cluster:Big chip_count 7",
    ]
    assert [x.reason for x in one.leftovers] == [
        "row 3, column owner: a remark and no name",
        "row 4, column owner: too long for a name",
        "row 5, column owner: too long for a name",
    ]


def test_estimates_have_less_confidence() -> None:
    mapping = (
        "hedges: ['(estimate)']\nhedged: 0.4\nthings: {chip: 'Chip:{name}'}\nproperties: {chip: {tdp_w: w, tpp: t}}"
    )
    one = reading(mapping, "name,w,t\nA,600 W (estimate),9\nB (estimate),~5,1\n")
    assert [(s.value, s.confidence) for s in one.statements] == [(600.0, 0.4), (9.0, 1.0), (5.0, 0.4), (1.0, 0.4)]


def test_measurements_have_one_key_for_what_decides_them() -> None:
    mapping = """
things: {lab: "hf-org:{author}"}
measurements:
  - of: lab
    metric: downloads
    value: sum
    unit: downloads
    as_of: {from: file name}
    scope: {column: scope}
"""
    one = reading(mapping, "author,sum,scope\nacme,12.0,open\nbeta,x,\n", "by_org_2023-08.csv")
    key = "Measurement:downloads of hf-org:acme; unit downloads; as of 2023-08; scope open"
    assert told(one) == [
        f"{key} value 12.0",
        f"{key} metric downloads",
        f"{key} unit downloads",
        f"{key} as_of 2023-08",
        f"{key} scope open",
        f"{key} OF hf-org:acme",
    ]
    assert left(one) == ["x | row 3, column sum: not a number"]


def test_prose_becomes_passages_under_the_name() -> None:
    mapping = MODEL + "passages: {model: [notes]}"
    long = "It was trained on all the birds of the world. " * 60
    one = reading(mapping, f'name,notes\nA,"{long}"\nB,short\n')
    assert {p.heading for p in one.passages} == {"A > notes"}
    text = " ".join(one.document.text[p.start : p.end] for p in one.passages)
    assert text.split() == long.split()
    assert all(len(one.document.text[p.start : p.end]) <= 1200 for p in one.passages)


def test_the_newest_date_of_a_column_dates_the_table() -> None:
    mapping = "published: {column: changed}\n" + MODEL
    one = reading(mapping, "name,changed\nA,2025-03-11 10:00:00\nB,2025-02\nC,never\n")
    assert one.document.published == "2025-03-11"
    named = reading("published: {from: file name}\n" + MODEL, "name,n\nA,1\n", "list-20240517.csv")
    assert named.document.published == "2024-05-17"


def test_a_table_that_lacks_its_columns_is_set_aside_and_others_are_told() -> None:
    aside = read(MODEL, "title,n\nA,1\n")
    assert isinstance(aside, SetAside)
    assert (aside.reason, aside.detail) == (
        "the table lacks columns that its mapping needs",
        "it has no name; it has title, n",
    )
    one = reading(MODEL + "properties: {model: {citations: cited}}", "name,n\nA,1\n")
    assert one.document.repairs == ("column 'cited', which the mapping reads, is not there",)
    assert dict(one.unread) == {"n": 1}


def test_cells_beyond_the_header_are_unread() -> None:
    one = reading(MODEL, "name\nA,x\nB,,y\n")
    assert dict(one.unread) == {"column 2": 1, "column 3": 1}


def test_a_row_of_a_thousand_names_gives_no_million_edges() -> None:
    mapping = """
things: {lab: {key: "Lab:{a}", split: ";"}, model: {key: "Model:{b}", split: ";"}}
edges: [{edge: DEVELOPED, from: lab, to: model}]
"""
    names = ";".join(f"n{at}" for at in range(1000))
    one = reading(mapping, f"a,b\n{names},{names}\n")
    assert isinstance(one, Reading)
    assert one.statements == ()
    assert [x.reason for x in one.leftovers] == ["row 2, column b: too many names in one row to relate"]


def test_the_reading_depends_on_bytes_alone() -> None:
    mapping = MODEL + "properties: {model: {citations: n}}"
    assert reading(mapping, "name,n\nA,1\n") == reading(mapping, "name,n\nA,1\n")
    assert raw("a.csv", b"x").address == "file:///data/a.csv"
