"""Networks out of a bundle, each run by LiteRT on one thread."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from facecheck.core.frames import Array


class Network:
    """One network with one input; several threads may ask it, and wait for one another.

    Args:
        model: A ``.tflite`` file's bytes.

    Raises:
        ImportError: LiteRT is not installed.
        ValueError: It cannot run the network.
        RuntimeError: Likewise.
    """

    def __init__(self, model: bytes) -> None:
        from ai_edge_litert.interpreter import Interpreter

        # One thread, as MediaPipe: facecheck has threads of its own, one for each model.
        self._at_work = Lock()
        self._interpreter: Any = Interpreter(model_content=model, num_threads=1)
        self._interpreter.allocate_tensors()
        (given,) = self._interpreter.get_input_details()
        self._input: int = given["index"]
        self._outputs: list[int] = [d["index"] for d in self._interpreter.get_output_details()]
        self.shape: tuple[int, ...] = tuple(given["shape"].tolist())

    def __call__(self, given: Array) -> list[Array]:
        """Run it.

        Args:
            given: float32 of ``shape``.

        Returns:
            Its outputs in the file's order, each flat.
        """
        with self._at_work:
            self._interpreter.set_tensor(self._input, given)
            self._interpreter.invoke()
            return [self._interpreter.get_tensor(index).ravel() for index in self._outputs]


def unpacked(bundle: Path, names: Sequence[str]) -> list[bytes]:
    """Files out of a bundle, which is a zip file.

    Raises:
        OSError: It cannot be read.
        ValueError: It has no such file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(bundle.read_bytes())) as archive:
            return [archive.read(name) for name in names]
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(f"{bundle.name} does not hold {', '.join(names)}") from error


def sigmoid(x: float) -> float:
    """A logit as a probability."""
    return float(1 / (1 + np.exp(-x)))
