"""Observations to and from Parquet, so that a clip can be scored again without its video.

Version 2: one row a frame, in order of time. The landmarks that measures are read off are a column,
and the rest another; the metadata ``measured`` names the former by their numbers, in the order of
their column. A face's arrays are null where there was no face; ``hands`` is null where the hand
model did not run and empty where it saw none. Numbers are kept as they are (float64 times, float32
arrays), so a trace scores as its clip does, bit for bit. Version 1, with all landmarks in one
column, is read as well.
"""

from facecheck.inputs.trace.layout import SCHEMA
from facecheck.inputs.trace.reader import Trace, read_trace
from facecheck.inputs.trace.schema import SUFFIX
from facecheck.inputs.trace.writer import TraceWriter, write_trace

__all__ = ["SCHEMA", "SUFFIX", "Trace", "TraceWriter", "read_trace", "write_trace"]
