"""The robot: what answers a visitor before anybody else does."""
