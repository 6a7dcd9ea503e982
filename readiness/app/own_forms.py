"""A body's own forms beside its inventory: `templates/<paper>.docx` and `templates/labels.yaml` (自団体の様式)."""

from __future__ import annotations

from pathlib import Path

from readiness.inventory.files import FORMS
from readiness.model.text import text
from readiness.report.options import OwnForms
from readiness.report.papers.template import FormError
from readiness.sources.yamlfile import read_yaml

LABELS = "labels.yaml"
LARGEST = 10_000_000  # bytes of a template; a form with a picture of the town's mark is far below


def own_forms(path: Path) -> OwnForms:
    """The templates and headings of a body, none where it has no such folder.

    Raises `FormError` for a file that is too large, or labels that are not a list of one heading beside another.
    """
    folder = (path if path.is_dir() else path.parent) / FORMS
    if not folder.is_dir():
        return OwnForms()
    templates = {}
    for file in sorted(folder.glob("*.docx")):
        if file.name.startswith(("~", ".")) or not file.is_file():
            continue
        if file.stat().st_size > LARGEST:
            raise FormError(text("cli.forms.too-large", file=file.name))
        templates[file.stem] = file.read_bytes()
    return OwnForms(templates=templates, labels=_labels(folder / LABELS))


def _labels(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    document = read_yaml(file)
    stated = document.data
    pairs = list(stated.items()) if document.readable and isinstance(stated, dict) else None
    if pairs is None or not all(isinstance(word, str) for pair in pairs for word in pair):
        raise FormError(text("cli.forms.labels", file=file.name))
    return {str(printed): str(own) for printed, own in pairs}
