"""What a cell, a column or a heading says of a person, whatever the heading is called."""
