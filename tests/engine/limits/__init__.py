"""At the limit itself: to which side it belongs, and that every number told is the right one.

Each of these was found missing by changing the engine a thousand times and seeing no test fail. The
times and levels are exact in binary, so that a limit can be met to the last bit.
"""
