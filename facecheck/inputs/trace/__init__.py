"""Observations to and from Parquet, so that a clip can be scored again without its video.

Version 1: one row a frame, in order of time. A face's arrays are null where there was no face;
``hands`` is null where the hand model did not run and empty where it saw none. Numbers are kept
as they are (float64 times, float32 arrays), so a trace scores as its clip does, bit for bit.
"""

from facecheck.inputs.trace.reader import Trace, read_trace
from facecheck.inputs.trace.schema import SCHEMA, SUFFIX
from facecheck.inputs.trace.writer import TraceWriter, write_trace

__all__ = ["SCHEMA", "SUFFIX", "Trace", "TraceWriter", "read_trace", "write_trace"]
