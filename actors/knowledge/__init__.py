"""What the robot knows: entries, categories, the welcome card, and their versions."""
