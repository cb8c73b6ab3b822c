def load_config(env):
    return {
        "ok": True,
        "config": {
            "env": env.get("APP_ENV", "development"),
            "secret_key": env.get("SECRET_KEY", "dev"),
            "port": int(env.get("PORT", "8000")),
            "debug": bool(env.get("DEBUG", "")),
            "allowed_hosts": env.get("ALLOWED_HOSTS", "").split(","),
        },
    }


print(load_config({"DEBUG": "false"}))
