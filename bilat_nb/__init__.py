"""Read texts about two countries into tables of trade, energy and diplomatic contacts."""
