def check(slug):
    assert slug("Hello, 세계! 2026") == "hello-세계-2026"
    # TODO: 약속마다, 특히 경계에서 확인하는 assert를 더하세요.
