"""Events as other programs and paper take them."""
