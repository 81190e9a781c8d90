"""Sample videos of facecheck and the program that renders them."""
