"""The coach in the browser: a page of this machine, served to this machine alone.

The camera is the browser's, the engine is the one that `score` runs. `door` says who may come in,
`session` follows a set that is done before the page, `page` is what the browser loads.
"""
