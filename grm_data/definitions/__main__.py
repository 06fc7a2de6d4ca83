"""``python -m grm_data.definitions``, in the project's folder: writes the documents of the table anew."""

from pathlib import Path

from grm_data.definitions.writing import written

for path, text in written(Path.cwd()).items():
    path.write_text(text, "utf-8")
