ENVIRONMENTS = ("development", "test", "production")
FLAGS = {"true": True, "1": True, "false": False, "0": False}
DEV_PREFIX = "dev-only-"


def load_config(env):
    problems = []

    def problem(name, reason):
        problems.append(f"{name}: {reason}")

    app_env = env.get("APP_ENV") or "development"
    if app_env not in ENVIRONMENTS:
        problem("APP_ENV", "값")
    strict = app_env not in ("development", "test")

    secret = env.get("SECRET_KEY") or ("" if strict else DEV_PREFIX + "0" * 32)
    if not secret:
        problem("SECRET_KEY", "없음")
    elif len(secret) < 32:
        problem("SECRET_KEY", "값")
    elif strict and secret.startswith(DEV_PREFIX):
        problem("SECRET_KEY", "운영에서는 안 됨")

    port = env.get("PORT") or "8000"
    if not (port.isascii() and port.isdecimal() and 1 <= int(port) <= 65535):
        problem("PORT", "값")

    debug = FLAGS.get((env.get("DEBUG") or str(app_env == "development")).lower())
    if debug is None:
        problem("DEBUG", "값")
    elif strict and debug:
        problem("DEBUG", "운영에서는 안 됨")

    names = [name.strip().lower() for name in env.get("ALLOWED_HOSTS", "").split(",")]
    hosts = list(dict.fromkeys(name for name in names if name))
    if strict and (not hosts or "*" in hosts):
        problem("ALLOWED_HOSTS", "운영에서는 안 됨")

    if problems:
        return {"ok": False, "problems": problems}
    config = {"env": app_env, "secret_key": secret, "port": int(port), "debug": debug, "allowed_hosts": hosts}
    return {"ok": True, "config": config}
