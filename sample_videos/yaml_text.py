"""Truth files as text: a line for each thing that happens."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


def read(path: Path) -> Any:
    """What a file holds."""
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def written(document: Any, width: int) -> str:
    """A document as YAML, its innermost values on one line each, its keys in their order.

    Args:
        document: Mappings, lists, text and numbers.
        width: Columns from which on a line is broken.
    """
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.default_flow_style = None
    yaml.allow_unicode = True
    yaml.width = width
    yaml.sort_base_mapping_type_on_output = False
    text = StringIO()
    yaml.dump(document, text)
    return text.getvalue()
