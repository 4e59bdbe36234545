"""What the law asks for data of children: keys, keeping, destroying, and telling."""
