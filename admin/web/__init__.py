"""What staff meets in its browsers: the workbench, where agents serve visitors."""
