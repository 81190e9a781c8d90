"""What `facecheck.live` offers, as type checkers and the loader of `__init__.py` read it."""

from .display.summary import SessionSummary as SessionSummary
from .display.summary import print_summary as print_summary
from .loop import run as run
from .options import LiveOptions as LiveOptions
