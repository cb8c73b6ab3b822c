/* Preloaded into componentize-py on Linux: CPython takes the secret of its
 * hashes when it starts, which is at build time. With this one, sets have the
 * same order whoever builds the runtime. */
#include <stddef.h>
#include <string.h>
#include <sys/types.h>

ssize_t getrandom(void *buffer, size_t length, unsigned flags) {
    (void)flags;
    memset(buffer, 0, length);
    return (ssize_t)length;
}

int getentropy(void *buffer, size_t length) {
    memset(buffer, 0, length);
    return 0;
}
