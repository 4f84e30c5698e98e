"""Teaching the reader: weights are read as they were packed, what is taught is learnt, and what is written is what was taught."""

import random
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.errors import ModelError
from retrieval.reader import BEGIN, END, inputs

pytest.importorskip("torch")

import torch

from retrieval.teaching.course import judged
from retrieval.teaching.export import NAMES, export, rounded
from retrieval.teaching.lessons import Lesson
from retrieval.teaching.network import ReaderNetwork
from retrieval.teaching.pack import Pack, read_pack
from retrieval.teaching.resume import resumed
from retrieval.teaching.teach import _shuffled, _some, read_all, scored, teach
from retrieval.teaching.vocabulary import kept_pieces, tokenizer_over

pytestmark = pytest.mark.slow
WIDTH, HEADS, INNER, PLACES, PIECES = 32, 2, 64, 48, 40
MATRICES = {
    "q": (WIDTH, WIDTH),
    "k": (WIDTH, WIDTH),
    "v": (WIDTH, WIDTH),
    "ao": (WIDTH, WIDTH),
    "fi": (INNER, WIDTH),
    "fo": (WIDTH, INNER),
}


def packed(values: NDArray[np.float32]) -> tuple[bytes, NDArray[np.float32]]:
    """Blocks of 32 weights of four bits, and what they are read as."""
    blocks = values.reshape(-1, 32)
    scales = (np.abs(blocks).max(axis=1) / 7).astype("<f2")
    whole = np.clip(np.round(blocks / scales[:, None].astype(np.float32)) + 8, 0, 15).astype(np.uint8)
    low, high = whole[:, :16], whole[:, 16:]
    rows = [scale.tobytes() + (a | b << 4).tobytes() for scale, a, b in zip(scales, low, high, strict=True)]
    return b"".join(rows), ((whole.astype(np.float32) - 8) * scales[:, None].astype(np.float32)).reshape(-1)


def tensors(layers: int) -> dict[str, NDArray[np.float32]]:
    chance = np.random.default_rng(1)

    def some(*shape: int) -> NDArray[np.float32]:
        return (chance.normal(size=shape) * 0.2).astype(np.float32).reshape(-1)

    out = {"emb.word": some(PIECES, WIDTH), "emb.pos": some(PLACES, WIDTH), "emb.type": some(2, WIDTH)}
    out |= {"emb.ln.w": np.ones(WIDTH, np.float32), "emb.ln.b": np.zeros(WIDTH, np.float32)}
    for layer in range(layers):
        for name, shape in MATRICES.items():
            out[f"l{layer}.{name}.w"], out[f"l{layer}.{name}.b"] = some(*shape), some(shape[0])
        for name in ("aln", "oln"):
            out[f"l{layer}.{name}.w"], out[f"l{layer}.{name}.b"] = (
                np.ones(WIDTH, np.float32),
                np.zeros(WIDTH, np.float32),
            )
    return out


def pack_bytes(pieces: list[str], held: dict[str, NDArray[np.float32]], layers: int) -> bytes:
    text = [piece.encode() for piece in pieces]
    head = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, layers, HEADS, INNER, PIECES, PLACES, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, sum(map(len, text)))
    head += (
        np.cumsum([0, *map(len, text)]).astype("<u4").tobytes()
        + np.linspace(-3, -9, len(pieces)).astype("<f4").tobytes()
    )
    head += b"".join(text) + struct.pack("<iI", 0, 0)
    stored = {
        n: packed(v)[0] if n == "emb.word" or (n.split(".")[1] in MATRICES and n.endswith("w")) else v.tobytes()
        for n, v in held.items()
    }
    size = len(head) + 4 + sum(23 + len(name) for name in held)
    directory = struct.pack("<i", len(held))
    for name, data in stored.items():
        directory += (
            struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, len(held[name]), size, len(data))
        )
        size += len(data)
    return head + directory + b"".join(stored.values())


def small_pack(layers: int = 1) -> Pack:
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *(chr(0x4E00 + n) for n in range(PIECES - 4))]
    return Pack(
        WIDTH, layers, HEADS, INNER, PLACES, pieces, np.linspace(-3, -9, PIECES).astype(np.float32), tensors(layers)
    )


def lesson(number: int) -> Lesson:
    """Which piece answers is told by token 7; where none has it nothing answers."""
    chance = np.random.default_rng(number)
    right = [i == number % 5 for i in range(4)]
    pairs = [
        (BEGIN, 5, 6, END, END, END, *chance.integers(10, PIECES, 4), 7 if answers else 8, END) for answers in right
    ]
    flat, lures = np.zeros(4, np.float32), np.asarray([not any(right) and i == 3 for i in range(4)])
    as_read = tuple(tuple(map(int, p)) for p in pairs)
    return Lesson(f"{number % 10}", as_read, flat, np.asarray(right), lures, number // 2, any(right))


def says(token: int) -> bool:
    return token > END


def test_a_pack_is_read_as_it_was_written(tmp_path: Path) -> None:
    held = tensors(2)
    path = tmp_path / "pack.bin"
    path.write_bytes(pack_bytes(small_pack().pieces, held, 2))
    pack = read_pack(path)
    assert (pack.width, pack.layers, pack.heads, pack.inner, pack.positions) == (WIDTH, 2, HEADS, INNER, PLACES)
    assert pack.pieces == small_pack().pieces and pack.scores[0] == -3
    assert (pack.tensors["emb.pos"] == held["emb.pos"]).all()
    assert (pack.tensors["l1.fo.w"] == packed(held["l1.fo.w"])[1]).all()
    path.write_bytes(b"something else")
    with pytest.raises(ModelError, match="no packed transformer"):
        read_pack(path)


def test_pieces_that_the_texts_need_are_kept_with_marks_and_single_characters() -> None:
    pack = small_pack()
    pack.pieces[10:14] = ["ab", "cd", "一丁", "e"]
    kept = kept_pieces(pack, ["ab e"] * 5 + ["cd"])
    assert kept[:4] == [0, 1, 2, 3] and 10 in kept and 11 not in kept and 12 not in kept and 20 in kept
    tokenizer = tokenizer_over([pack.pieces[i] for i in kept], pack.scores[kept].tolist())
    assert tokenizer.get_vocab_size() == len(kept)


def test_what_tells_is_learnt_and_frozen_parts_stay() -> None:
    network = ReaderNetwork.of_pack(small_pack(2), range(PIECES), dropout=0.0)
    network.freeze(1)
    before = network.layers[0].query.weight.clone(), network.words.weight.clone()  # type: ignore[union-attr,operator]
    teach(network, [lesson(n) for n in range(160)], says, 20, 1, lambda line: None)
    assert torch.equal(before[0], network.layers[0].query.weight) and torch.equal(before[1], network.words.weight)  # type: ignore[arg-type,union-attr]
    unknown = [lesson(n) for n in range(1000, 1100)]
    lines = judged(unknown, read_all(network, unknown, says), 0.5)
    assert float(lines[1].split(": ")[1].split()[0]) > 0.8, lines
    assert lines[-1].startswith("pairs: ")


def test_what_only_looks_like_an_answer_is_always_taught() -> None:
    chance = random.Random(1)
    assert all(3 in _some(lesson(4), chance) for _ in range(50))


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 99))
def test_every_lesson_has_its_turn_and_halves_of_a_pair_stand_side_by_side(pairs: int, singles: int, seed: int) -> None:
    data = [replace(lesson(n), pair=n // 2 + 1) for n in range(2 * pairs)] + [
        replace(lesson(n), pair=0) for n in range(singles)
    ]
    order = _shuffled(data, random.Random(seed))
    assert len(order) > len(data) - 8 and {id(x) for x in order} <= {id(x) for x in data}
    places = {id(x): at for at, x in enumerate(order)}
    # Steps of eight stay whole in a new order, so that halves part only where a step ends between them.
    parted = [
        x for x in order if x.pair and id(data[(x.pair - 1) * 2]) in places and id(data[x.pair * 2 - 1]) in places
    ]
    near = [abs(places[id(data[(x.pair - 1) * 2])] - places[id(data[x.pair * 2 - 1])]) == 1 for x in parted]
    assert len(near) - sum(near) <= 2 * (len(data) // 8)


@pytest.mark.filterwarnings("ignore")  # those of the exporter
def test_a_reader_that_was_written_is_taught_further_from_where_it_was(tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    network = ReaderNetwork.of_pack(small_pack(2), range(PIECES)).eval()
    export(network, tmp_path / "model.onnx")
    tokenizer_over(small_pack().pieces, small_pack().scores.tolist()).save(str(tmp_path / "tokenizer.json"))
    tokenizer, again = resumed(tmp_path, WIDTH // HEADS)
    assert tokenizer.get_vocab_size() == PIECES
    with torch.no_grad():
        before = scored(rounded(network), lesson(1).pairs, says).numpy()
        assert scored(again.eval(), lesson(1).pairs, says).numpy() == pytest.approx(before, abs=1e-4)
    (tmp_path / "model.onnx").write_bytes(b"something else")
    with pytest.raises(ModelError, match="cannot be taught further"):
        resumed(tmp_path)


@pytest.mark.filterwarnings("ignore")  # those of the exporter are its own business
def test_what_is_written_scores_as_the_rounded_network_and_hardly_otherwise_than_the_taught_one(tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    onnxruntime = pytest.importorskip("onnxruntime")
    network = ReaderNetwork.of_pack(small_pack(2), range(PIECES)).eval()
    export(network, tmp_path / "model.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "model.onnx"))
    for count in (1, 3):
        pairs = [pair for n in range(count) for pair in lesson(n).pairs]
        written = session.run(None, inputs(pairs, says))[0]
        with torch.no_grad():
            small, full = (scored(n, pairs, says).numpy() for n in (rounded(network), network))
        assert written == pytest.approx(small, abs=1e-4) and written == pytest.approx(full, abs=0.1)
    assert set(inputs(pairs, says)) == set(NAMES)


def test_the_layers_are_those_of_bert() -> None:
    transformers = pytest.importorskip("transformers")
    pack = small_pack(2)
    network = ReaderNetwork.of_pack(pack, range(PIECES)).eval()
    config = transformers.BertConfig(
        vocab_size=PIECES,
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=HEADS,
        intermediate_size=INNER,
        max_position_embeddings=PLACES,
        layer_norm_eps=1e-12,
    )
    model = transformers.BertModel(config, add_pooling_layer=False).eval()
    named = dict(model.named_parameters())
    with torch.no_grad():
        for name, short in {
            "embeddings.word_embeddings.weight": "emb.word",
            "embeddings.position_embeddings.weight": "emb.pos",
            "embeddings.token_type_embeddings.weight": "emb.type",
            "embeddings.LayerNorm.weight": "emb.ln.w",
            "embeddings.LayerNorm.bias": "emb.ln.b",
        }.items():
            named[name].copy_(torch.tensor(pack.tensors[short].reshape(named[name].shape)))
        parts = {
            "attention.self.query": "q",
            "attention.self.key": "k",
            "attention.self.value": "v",
            "attention.output.dense": "ao",
            "attention.output.LayerNorm": "aln",
            "intermediate.dense": "fi",
            "output.dense": "fo",
            "output.LayerNorm": "oln",
        }
        for layer in range(2):
            for name, short in parts.items():
                for kind in ("weight", "bias"):
                    target = named[f"encoder.layer.{layer}.{name}.{kind}"]
                    target.copy_(torch.tensor(pack.tensors[f"l{layer}.{short}.{kind[0]}"].reshape(target.shape)))
        ids = torch.randint(4, PIECES, (3, 9))
        real = torch.ones(3, 9)
        real[1, 6:] = 0
        expected = model(input_ids=ids, attention_mask=real.long()).last_hidden_state
        states = network.first(network.words(ids) + network.places(torch.arange(9)))
        for each in network.layers:
            states = each(states, ((1 - real) * -1e4)[:, None, None, :])
    assert torch.allclose(states[real.bool()], expected[real.bool()], atol=1e-5)
