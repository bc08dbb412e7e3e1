"""Reads the tensors of a PyTorch checkpoint without PyTorch.

The file is the old, not zipped format: pickles that describe the tensors, then their numbers. Only what rebuilds a tensor is
unpickled; every other name becomes a function that does nothing, so no code from the file can run.
"""
import pickle
import struct
from collections import OrderedDict

import numpy as np


class TensorUnpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if name == "OrderedDict":
            return OrderedDict
        if name == "_rebuild_tensor_v2":
            return lambda storage, offset, size, stride, *rest: (storage, offset, size)
        if name == "_rebuild_parameter":
            return lambda data, *rest: data
        return lambda *arguments, **named: None

    def persistent_load(self, reference):
        return reference[2]


def read_weights(path) -> dict[str, np.ndarray]:
    """The tensors of `model_state` by name."""
    with open(path, "rb") as file:
        for _ in ("magic number", "protocol version", "system"):
            TensorUnpickler(file).load()
        checkpoint = TensorUnpickler(file).load()
        storages = {}
        for key in TensorUnpickler(file).load():
            (count,) = struct.unpack("<q", file.read(8))
            storages[key] = np.frombuffer(file.read(4 * count), "<f4")
    return {
        name: storages[key][offset : offset + int(np.prod(shape))].reshape(shape).copy()
        for name, (key, offset, shape) in checkpoint["model_state"].items()
    }
