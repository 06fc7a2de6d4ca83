"""What a file is, told from its bytes: signatures, zip packages and OLE2 containers."""
