"""How fast facecheck is on this machine, as ratios where it can be; each figure can be repeated."""
