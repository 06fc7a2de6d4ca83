"""GRM Monitor: from a grievance register kept in a spreadsheet to figures that can be checked."""
