"""An Arrow string column, made without pyarrow."""
import ctypes

import numpy


class Schema(ctypes.Structure):
    pass


class Array(ctypes.Structure):
    pass


RELEASE_SCHEMA = ctypes.CFUNCTYPE(None, ctypes.POINTER(Schema))
RELEASE_ARRAY = ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))
Schema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p), ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64), ("children", ctypes.c_void_p), ("dictionary", ctypes.c_void_p),
    ("release", RELEASE_SCHEMA), ("private_data", ctypes.c_void_p),
]
Array._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64), ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.c_void_p), ("dictionary", ctypes.c_void_p), ("release", RELEASE_ARRAY),
    ("private_data", ctypes.c_void_p),
]


class arrow_column:
    """What pyarrow, polars and others offer: `__arrow_c_array__` of utf8 or, `wide`, of large_utf8."""

    def __init__(self, texts, wide, offset=0):
        data = [(t or "").encode() for t in texts]
        ends = numpy.concatenate([[0], numpy.cumsum([len(d) for d in data])])
        self.offsets = ends.astype(numpy.int64 if wide else numpy.int32)
        self.data = ctypes.create_string_buffer(b"".join(data) or b"\0")
        present = numpy.array([t is not None for t in texts] or [True])
        self.present = numpy.packbits(present, bitorder="little")
        self.buffers = (ctypes.c_void_p * 3)(
            self.present.ctypes.data, self.offsets.ctypes.data, ctypes.addressof(self.data))
        self.schema = Schema(b"U" if wide else b"u", b"", None, 2, 0, None, None, RELEASE_SCHEMA(0), None)
        self.array = Array(len(texts) - offset, -1, offset, 3, 0, self.buffers, None, None, RELEASE_ARRAY(0), None)

    def __arrow_c_array__(self, requested_schema=None):
        capsule = ctypes.pythonapi.PyCapsule_New
        capsule.restype, capsule.argtypes = ctypes.py_object, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
        return (capsule(ctypes.addressof(self.schema), b"arrow_schema", None),
                capsule(ctypes.addressof(self.array), b"arrow_array", None))
