"""Who is at the dashboard and what they may do: roles, log-ins, and the cookies that carry them."""
