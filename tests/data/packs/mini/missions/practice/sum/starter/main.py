# Print the sum of the two numbers.
