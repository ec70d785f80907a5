"""What is sent beside words: images, files, voice, video (V2). Imports nothing."""
