"""The site: settings, addresses, policies, and the two commands that set themselves up."""
