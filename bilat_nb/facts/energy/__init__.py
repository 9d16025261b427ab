"""Energy: volumes, prices, payments, capacities and plans, with supplier and recipient."""
