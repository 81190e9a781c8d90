"""The webcam session: a window or a terminal that follows one exercise after the other."""

import lazy_loader

# Loaded when first used: the window comes before the engine, which takes half a second.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
