def hello(name):
    return name
