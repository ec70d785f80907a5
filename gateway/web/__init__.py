"""What visitors meet in their browsers: the TypeScript SDK, and pages built on it."""
