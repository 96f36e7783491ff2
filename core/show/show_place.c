/* SPDX-License-Identifier: MIT */
/* show_place.c: see show_place.h. */
#include "show_place.h"
#include "buf.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder (no link to one) that belongs to this user and that nobody else can look into. */
static bool is_ours_alone(const char *path) {
    struct stat about;
    return lstat(path, &about) == 0 && S_ISDIR(about.st_mode) && about.st_uid == geteuid() &&
           (about.st_mode & 077) == 0;
}

static void put_folder(struct buf *out) {
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    if (runtime && runtime[0] == '/' && is_ours_alone(runtime)) {
        buf_putf(out, "%s/ipc-tutor", runtime);
    } else {
        buf_putf(out, "/tmp/ipc-tutor-%ld", (long)geteuid());
    }
}

/* /tmp is everybody's: what lies there under our name may be a trap. */
static int settle_folder(const char *path, bool make, struct diag *diag) {
    struct stat about;
    if (make && mkdir(path, 0700) < 0 && errno != EEXIST) {
        int error = errno;
        return diag_set(diag, -error, path, 0, "can't be made: %s", strerror(error));
    }
    if (lstat(path, &about) < 0) {
        return -errno;
    }
    if (!is_ours_alone(path)) {
        return diag_set(diag, -EPERM, path, 0,
                        "is not a folder of this user alone (mode 0700): remove it, or set "
                        "XDG_RUNTIME_DIR to one that is");
    }
    return 0;
}

int show_place(bool make, struct sockaddr_un *ret_address, struct diag *diag) {
    struct buf path = {0};
    put_folder(&path);
    int r = settle_folder(buf_str(&path), make, diag);
    buf_puts(&path, "/show");
    if (r == 0 && path.len >= sizeof ret_address->sun_path) {
        r = diag_set(diag, -ENAMETOOLONG, buf_str(&path), 0,
                     "is too long for the name of a socket (%zu bytes, unix(7))",
                     sizeof ret_address->sun_path - 1);
    }
    if (r == 0) {
        memset(ret_address, 0, sizeof *ret_address);
        ret_address->sun_family = AF_UNIX;
        memcpy(ret_address->sun_path, buf_str(&path), path.len + 1);
    }
    buf_done(&path);
    return r;
}

int show_place_folder(const struct sockaddr_un *address) {
    struct buf path = {0};
    const char *slash = strrchr(address->sun_path, '/');
    buf_put(&path, address->sun_path, (size_t)(slash - address->sun_path));
    int fd = open(buf_str(&path), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int r = fd < 0 ? -errno : fd;
    buf_done(&path);
    return r;
}

bool show_peer_is_us(int fd) {
    struct ucred peer;
    socklen_t len = sizeof peer;
    return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) == 0 && len == sizeof peer &&
           peer.uid == geteuid();
}
