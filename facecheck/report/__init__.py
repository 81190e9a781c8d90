"""Reports: one self-contained HTML page of a scored clip, or of what the history holds.

What a page says is computed by plain functions (`summaries`, `clip`), which know nothing of HTML;
`charts` draws, `page` writes.
"""
