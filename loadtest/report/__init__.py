"""What a load test tells: the page, the JSON file, and two runs side by side."""
