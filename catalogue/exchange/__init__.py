"""Tables to the outside: each format is a function of a record, and knows no request."""
