"""Backup and restore of what a service keeps."""
