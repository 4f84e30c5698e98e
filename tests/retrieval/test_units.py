"""The unit file and what is read from it."""

from retrieval.measures import find_measures, measures, name_of
from retrieval.units import base_of, match_mark, match_unit, units


def test_every_unit_can_be_written_and_converted() -> None:
    table = units()
    for written, form in table.written.items():
        assert form.factor > 0 and form.zh is not None and form.en is not None
        assert base_of(form.unit) is not None, written
        found = match_unit("5" + written, 1)
        assert found is not None and found[1] >= 1 + len(written)


def test_strokes_and_marks() -> None:
    form, end = match_unit("320元/车/年", 3) or (None, 0)
    assert form is not None and (form.unit, form.en, end) == ("CNY/vehicle/year", "CNY/vehicle/year", 8)
    mark = match_mark("about US$ 5", 10)
    assert mark is not None and (mark[0].unit, mark[1]) == ("USD", 6)
    assert match_unit("5 makers", 1) is None
    assert match_unit("100,000 V2X", 7) is None


def test_measure_names_are_unique_and_found() -> None:
    table = measures()
    for name, key in table.names.items():
        (mention, *_) = find_measures(name)
        assert mention.key == key and (mention.start, mention.end) == (0, len(name))
    assert name_of("cagr", "zh") == "年均复合增长率"
    assert name_of("联网台数", "en") == "联网台数"
    for relation in table.relations:
        assert {*relation.factors, *relation.ratio} and len(relation.ratio) in {0, 2}
