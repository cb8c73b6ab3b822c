import sys

for line in sys.stdin:
    address, method, path, status, size = line.split(" ")
    print(path, 1, 0, size)
