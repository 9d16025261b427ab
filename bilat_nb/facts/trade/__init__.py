"""Trade between countries: flows, balances, changes, shares, ranks and targets."""
