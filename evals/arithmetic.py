"""Worked figures: does the shown arithmetic give the shown value, from inputs that are cited?"""

import ast
import operator
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from evals.figures import Figure, figures
from evals.folding import normal
from evals.records import ComputedRecord
from evals.units import CURRENCY, UNIT, magnitude

_SIGNS: Final = str.maketrans({
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    "·": "*",
    "^": "°",
    "（": "(",
    "）": ")",
    "[": "(",
    "]": ")",
})
_WORDS: Final = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<magnitude>[十百千]?[万亿]+|thousand|million|billion|trillion)"
)
_UNITS: Final = re.compile(rf"(?<=[\d)\s])(?:{UNIT})|{CURRENCY}", re.IGNORECASE)
_PER: Final = re.compile(r"(?<=[A-Za-z㐀-鿿])/[A-Za-z㐀-鿿]+|\bper\s[A-Za-z]+", re.IGNORECASE)
_OPERATIONS: Final[dict[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
# 1, 100 and small exponents belong to the formula, not to the documents.
_FORMULA: Final = frozenset(map(Decimal, (1, 2, 100)))


def evaluate(expression: str) -> float | None:
    """The value of an expression as answers show it, or None when it cannot be read.

    Args:
        expression: numbers with + − × ÷ / ^ ( ), magnitudes (亿, billion) and units, which are dropped; `%` divides by
            100; what stands after an equals sign is left out.

    >>> round(evaluate("(1800亿元 ÷ 480亿元)^(1/5) − 1"), 4)
    0.3026
    """
    text = _PER.sub(" ", normal(expression)).translate(_SIGNS).split("=")[0].split("≈")[0]
    text = _WORDS.sub(lambda m: f"{Decimal(m['number'].replace(',', '')) * magnitude(m['magnitude'])}", text)
    text = re.sub(r"(\d),(?=\d{3})", r"\1", text).replace("°", "**")
    text = _UNITS.sub(" ", text.replace("%", "/100 "))
    try:
        return _value(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError, TypeError, RecursionError):
        return None


def check_computed(computed: ComputedRecord, cited: str) -> list[str]:
    """What is wrong with a worked figure, one line each; empty when it holds.

    Args:
        computed: the worked figure.
        cited: the text of its inputs.
    """
    wrong = []
    worked, shown = evaluate(computed.expression), figures(computed.value)
    if worked is None:
        wrong.append(f"{computed.expression!r} is no arithmetic")
    elif not any(_agrees(worked, figure) for figure in shown):
        wrong.append(f"{computed.expression!r} is {worked:.6g}, not {computed.value!r}")
    known = {_mantissa(figure) for figure in figures(cited)}
    for figure in figures(_without_exponents(computed.expression)):
        if figure.value not in _FORMULA and _mantissa(figure) not in known:
            wrong.append(f"{figure.text.strip()!r} stands in none of the inputs")
    return wrong


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            value = _OPERATIONS[type(op)](_value(left), _value(right))
            if isinstance(value, complex):
                raise ValueError("no real number")
            return float(value)
    raise ValueError("no arithmetic")


def _agrees(worked: float, figure: Figure) -> bool:
    """Whether a value is the worked one rounded to the digits it is shown with, as a ratio or in per cent."""
    number = re.search(r"\d[\d,]*(?:\.(\d+))?", figure.text)
    if number is None:
        return False
    mantissa = Decimal(number[0].replace(",", ""))
    step = float(figure.value / mantissa) if mantissa else 1.0
    tolerance = 0.51 * 10.0 ** -len(number[1] or "") * step
    scales = (100.0, 1.0) if figure.unit in {"%", "pp"} else (1.0,)
    # Numbers without their magnitude may be shown (480 for 480亿): the value then carries it alone.
    steps = {1.0, step} if step != 1.0 else {1.0}
    return any(abs(abs(worked) * scale * by - float(figure.value)) <= tolerance for scale in scales for by in steps)


def _mantissa(figure: Figure) -> Decimal:
    """The digits of a figure without its magnitude, so that 480 stands for 480亿 and CNY 48 billion alike."""
    return figure.value.normalize().scaleb(-figure.value.normalize().adjusted()) if figure.value else Decimal(0)


def _without_exponents(expression: str) -> str:
    return re.sub(r"(?:\^|\*\*)\s*(?:\([^()]*\)|[\d./]+)", " ", normal(expression).split("=")[0])
