"""What the tables of figures share: the frame of a sentence, its scene, measures, sides, periods and their binding."""
