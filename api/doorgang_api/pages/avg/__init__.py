"""The answer to who asks for inspection (AVG art. 15), as a file."""
