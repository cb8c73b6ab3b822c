import copy


def merge_patch(target, patch):
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merge_patch(result.get(name), value)
    return result


def check_unchanged(target, patch):
    """패치를 적용한 뒤에도 원래의 두 값이 그대로이면 결과를 돌려줍니다."""
    before = copy.deepcopy((target, patch))
    result = merge_patch(target, patch)
    return result if (target, patch) == before else "원래의 값이 바뀌었습니다"
