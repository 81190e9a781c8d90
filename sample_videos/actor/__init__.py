"""A rendered actor: clips of facial exercises whose truth is read off a mesh.

Conventions, the same in every module:
    * lengths are in decimetres, the unit of the MakeHuman mesh (a face is about 2.2 high);
    * x points to the person's left (the right of an unmirrored picture), y up, z to the camera;
    * the origin is the point midway between the centres of the two eyeballs, head at rest;
    * left means the person's left; time is in seconds from the first frame.
"""
