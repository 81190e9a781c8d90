"""Compares detectors with labelled clips.

``run.evaluate`` does the work, with ``detectors.Facecheck`` as what is judged; ``report.show``,
``results.to_dict`` and ``document.accuracy_page`` say what came of it; ``label.label_clip`` drafts
a truth file. ``matching`` states the rule for events, ``vocabulary`` every judgement call.
"""
