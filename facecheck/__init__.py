"""facecheck: counts and judges facial exercises, live or in recorded clips.

The names here are the public interface; everything else may change. ``__init__.pyi`` lists them.
"""

from importlib.metadata import PackageNotFoundError, version

import lazy_loader

# Loaded when first used: `facecheck --help` must not wait for numpy and pydantic.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)

try:
    __version__ = version("facecheck")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"

__all__ = sorted([*__all__, "__version__"])
