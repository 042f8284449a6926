"""Long trials of the whole bot against the emulator: kill -9, soak, container."""
