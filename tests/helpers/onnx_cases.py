"""The tests of single operators that the package onnx brings: inputs, and what must come out.

Most are made by its Python modules, some were written by PyTorch and lie there as files.
"""

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import skip_without

MODULES = """
    averagepool batch_normalization col2im conv convtranspose dropout flatten gemm
    globalaveragepool globalmaxpool leakyrelu maxpool maxunpool pad relu reshape resize sigmoid
    softmax softmax_cross_entropy_loss tanh upsample
    batchnorm softmaxcrossentropy
"""  # the last two are older names
OPERATORS = """
    AveragePool BatchNormalization Col2Im Conv ConvTranspose Dropout Flatten Gemm
    GlobalAveragePool GlobalMaxPool LeakyRelu MaxPool MaxUnpool Pad Relu Reshape Resize Sigmoid
    Softmax SoftmaxCrossEntropyLoss Tanh Upsample
"""
FOLDERS = ("pytorch-converted", "pytorch-operator")


@dataclass
class Case:
    """One call of an operator, and its outputs."""

    name: str
    operator: str
    version: int  # of the set of operators: some have changed
    options: dict
    inputs: list  # None where one is left out
    outputs: list

    def __str__(self):
        return self.name


def cases():
    """Return all cases of the operators named above, or skip the test."""
    skip_without.module("onnx")
    found = [*_made(), *_stored()]
    return [case for case in found if case and case.operator in OPERATORS.split()]


def _made():
    """Yield the cases of the modules.

    collect_testcases would make 1,900 of them, which takes twice as long.
    """
    room = "onnx.backend.test.case.node"
    node = importlib.import_module(room)
    np.random.seed(43052)  # where onnx draws its inputs from
    present = {found.name for found in pkgutil.iter_modules(node.__path__)}
    for module in [name for name in MODULES.split() if name in present]:
        importlib.import_module(f"{room}.{module}")
    for case in node._NodeTestCases:
        for inputs, outputs in case.data_sets:
            yield _case(case.name, case.model, inputs, outputs)


def _stored():
    """Yield the cases that lie in files."""
    import onnx  # only here: the other tests do without

    for folder in FOLDERS:
        place = Path(onnx.__file__).parent / "backend" / "test" / "data" / folder
        for path in sorted(place.glob("*/model.onnx")):
            arrays = [_arrays(path.parent / "test_data_set_0", end) for end in ("input", "output")]
            yield _case(f"{folder}: {path.parent.name}", onnx.load(path), *arrays)


def _arrays(folder, kind):
    from onnx import TensorProto, numpy_helper

    paths = sorted(folder.glob(f"{kind}_*.pb"))
    return [numpy_helper.to_array(TensorProto.FromString(path.read_bytes())) for path in paths]


def _case(name, model, inputs, outputs):
    """Return a case, or None if its model is more than one operator."""
    from onnx import helper, numpy_helper

    if len(model.graph.node) != 1:
        return None
    (node,) = model.graph.node
    known = {stored.name: numpy_helper.to_array(stored) for stored in model.graph.initializer}
    asked = [entry.name for entry in model.graph.input if entry.name not in known]
    known |= dict(zip(asked, inputs, strict=False))
    given = [known.get(name) if name else None for name in node.input]
    options = {entry.name: helper.get_attribute_value(entry) for entry in node.attribute}
    version = model.opset_import[0].version
    return Case(name, node.op_type, version, options, given, list(outputs))
