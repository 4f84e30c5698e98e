"""Questions to try."""

from app.examples import EXAMPLES, examples_for
from tests.app.conftest import FakePipeline, make_document


def test_examples(pipeline: FakePipeline) -> None:
    assert examples_for(pipeline, editions=True) == EXAMPLES
    assert examples_for(pipeline, editions=False) == ("关于“云与汽车”，文档怎么说？",)
    english = FakePipeline([make_document("a.md", "Cloud", ["x"], language="en")] * 3)
    assert examples_for(english, editions=False) == ("What do the documents say about “Cloud”?",)
    assert examples_for(FakePipeline([]), editions=False) == ()
