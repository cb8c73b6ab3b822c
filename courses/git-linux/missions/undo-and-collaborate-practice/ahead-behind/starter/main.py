def tracking(parents, local, remote):
    ahead = 0
    while local != remote:
        ahead += 1
        local = parents[local][0]
    return f"앞섬 {ahead}"
