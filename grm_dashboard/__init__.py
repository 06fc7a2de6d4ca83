"""The machinery of serving the dashboard, beside its pages."""
