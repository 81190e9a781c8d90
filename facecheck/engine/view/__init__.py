"""Whether the face can be judged as it is seen: pose, place, size, light, proportions."""
