"""From measures to a level: smoothing, the person's rest and range, the fraction of full effort."""
