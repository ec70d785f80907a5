"""`triodesk bench`: what the parts of the product cost on this machine.

Every measurement goes through the product's own paths, runs in a fresh process and is
repeated; other implementations of the same thing run in between (`peers`). Figures are
printed beside their goals, and nothing fails when one is missed.
"""
