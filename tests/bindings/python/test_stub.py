"""The typed stub, held against the module in both directions: names, kinds, parameters, defaults; and that everything
is documented."""
import ast
import inspect
import pathlib
import types

import almon
import pytest
from almon import _almon

STUB = ast.parse(pathlib.Path(_almon.__file__).with_name("_almon.pyi").read_text("utf-8"))
CLASSES = {node.name: node for node in STUB.body if isinstance(node, ast.ClassDef)}
FUNCTIONS = {node.name: node for node in STUB.body if isinstance(node, ast.FunctionDef)}
CONSTANTS = {node.target.id for node in STUB.body if isinstance(node, ast.AnnAssign)}
# what Python gives every class, or pybind11 its own
GIVEN = set(dir(object)) | {"__module__", "__dict__", "__weakref__", "__getstate__", "__setstate__", "__reduce__",
                            "_pybind11_conduit_v1_", "__pybind11_module_local_v4_gcc_libstdcpp_cxxabi1016__"}


def members_of(node):
    """name -> `property`, `static` or `method`"""
    kinds = {}
    for part in node.body:
        if isinstance(part, ast.FunctionDef):
            words = {d.id for d in part.decorator_list if isinstance(d, ast.Name)}
            kinds[part.name] = "property" if "property" in words else "static" if "staticmethod" in words else "method"
        elif isinstance(part, ast.AnnAssign):
            kinds[part.target.id] = "attribute"
    return kinds


def kind_of(value):
    if isinstance(value, property):
        return "property"
    return "static" if isinstance(value, (staticmethod, types.BuiltinFunctionType)) else "method"


def test_the_stub_names_what_is_there():
    public = {n for n in vars(_almon) if not n.startswith("_")} | {"__version__"}
    assert public == set(CLASSES) | set(FUNCTIONS) | CONSTANTS
    assert set(almon.__all__) == public


@pytest.mark.parametrize("name", [n for n, node in CLASSES.items() if not issubclass(getattr(_almon, n), Exception)])
def test_the_stub_has_the_members_of(name):
    told, real = members_of(CLASSES[name]), vars(getattr(_almon, name))
    there = {n: kind_of(v) for n, v in real.items() if n not in GIVEN and "pybind11" not in n}
    if "__init__" in told:
        assert "__init__" in real
    assert {n: k for n, k in told.items() if n not in GIVEN} == there
    for special in ("__eq__", "__hash__"):
        assert (special in told) == (special in real and real[special] is not None)


@pytest.mark.parametrize("name", [n for n in CLASSES if issubclass(getattr(_almon, n), Exception)])
def test_exceptions_have_their_attributes(name):
    for attribute in members_of(CLASSES[name]):
        assert hasattr(getattr(_almon, name), attribute)
    bases = [b.id for b in CLASSES[name].bases]
    assert [b.__name__ for b in getattr(_almon, name).__bases__] == bases


def signatures():
    for name, node in FUNCTIONS.items():
        yield name, getattr(_almon, name), node, False
    for class_name, node in CLASSES.items():
        for part in node.body:
            if isinstance(part, ast.FunctionDef) and members_of(node)[part.name] in ("method", "static"):
                if not part.name.startswith("__") or part.name in ("__init__", "__getitem__"):
                    has_self = members_of(node)[part.name] == "method"
                    yield f"{class_name}.{part.name}", getattr(getattr(_almon, class_name), part.name), part, has_self


@pytest.mark.parametrize("name, function, node, has_self", list(signatures()), ids=lambda v: v if isinstance(v, str) else "")
def test_parameters_have_the_names_and_defaults_of_the_stub(name, function, node, has_self):
    positional = [a.arg for a in node.args.args[has_self:]]
    defaults = [ast.literal_eval(d) for d in node.args.defaults]
    keywords = {a.arg: ast.literal_eval(d) for a, d in zip(node.args.kwonlyargs, node.args.kw_defaults)}
    required = len(positional) - len(defaults)
    expected = {p: inspect.Parameter.empty if i < required else defaults[i - required] for i, p in enumerate(positional)}
    expected.update(keywords)
    real = inspect.signature(getattr(function, "__func__", function)).parameters
    assert {n: p.default for n, p in real.items() if n != "self"} == expected
    assert [n for n, p in real.items() if p.kind is inspect.Parameter.KEYWORD_ONLY] == list(keywords)


def test_everything_is_documented():
    missing = []
    for name in almon.__all__:
        value = getattr(almon, name)
        if isinstance(value, (str, tuple)):
            continue
        if not value.__doc__:
            missing.append(name)
        if inspect.isclass(value):
            missing += [f"{name}.{n}" for n, v in vars(value).items()
                        if not n.startswith("_") and not isinstance(v, (str, int, tuple)) and not v.__doc__]
    assert not missing


def test_types_are_declared():
    assert pathlib.Path(almon.__file__).with_name("py.typed").exists()
    for name in almon.__all__:
        value = getattr(almon, name)
        if inspect.isclass(value):
            assert value.__module__ == "almon"
