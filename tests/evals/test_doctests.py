"""The examples in the docstrings of the evaluation are true."""

import doctest
import importlib
import pkgutil

import pytest

import evals

MODULES = sorted(info.name for info in pkgutil.iter_modules(evals.__path__) if not info.name.startswith("__"))


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"evals.{name}")).failed == 0
