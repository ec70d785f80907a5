"""A day of a service under a virtual clock, played by the service's own pure cores."""
