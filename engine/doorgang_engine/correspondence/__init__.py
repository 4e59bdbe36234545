"""What goes to people outside: letters that are made after the act that asked for them."""
