import copy


def merge_patch(target, patch):
    result = dict(target)
    for name, value in patch.items():
        if value is None:
            del result[name]
        else:
            result[name] = value
    return result


def check_unchanged(target, patch):
    """패치를 적용한 뒤에도 원래의 두 값이 그대로이면 결과를 돌려줍니다."""
    before = copy.deepcopy((target, patch))
    result = merge_patch(target, patch)
    return result if (target, patch) == before else "원래의 값이 바뀌었습니다"


print(merge_patch({"title": "장보기", "color": "노랑"}, {"color": None}))
