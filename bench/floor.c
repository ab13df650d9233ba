// The least that a server on this kernel can spend on a broadcast: WebSocket
// connections on one thread, and every text message of anyone goes to all of
// them with one send() each. Only for measuring against.
//
//   floor PORT
#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 100000, BUFFER = 70000 };

static int everyone[MOST], count;
static char greeted[MOST * 2];

static void greet(int fd) {
    // The key is always the same one, so the answer is too (RFC 6455, section 1.3).
    static const char answer[] =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    if (write(fd, answer, sizeof answer - 1) < 0) close(fd);
    greeted[fd] = 1;
}

static void broadcast(const unsigned char *message) {
    static unsigned char frame[BUFFER];
    int length = message[1] & 127, from = 6, head = 2;
    if (length == 126) {
        length = message[2] << 8 | message[3];
        from = 8;
    }
    frame[0] = 0x81;
    if (length < 126) {
        frame[1] = (unsigned char)length;
    } else {
        frame[1] = 126;
        frame[2] = (unsigned char)(length >> 8);
        frame[3] = (unsigned char)length;
        head = 4;
    }
    memcpy(frame + head, message + from, (size_t)length);
    for (int i = 0; i < count; i++)
        send(everyone[i], frame, (size_t)(head + length), MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void take_in(int listener, int loop) {
    int fd = accept(listener, 0, 0), on = 1;
    if (fd < 0 || count == MOST) return;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(loop, EPOLL_CTL_ADD, fd, &event);
    everyone[count++] = fd;
}

int main(int argc, char **argv) {
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((unsigned short)atoi(argv[argc - 1])),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(listener, (void *)&address, sizeof address) || listen(listener, 4096)) {
        perror("floor");
        return 1;
    }
    int loop = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, ready[256];
    epoll_ctl(loop, EPOLL_CTL_ADD, listener, &event);
    static unsigned char message[BUFFER];
    for (;;) {
        int n = epoll_wait(loop, ready, 256, -1);
        for (int i = 0; i < n; i++) {
            int fd = ready[i].data.fd;
            if (fd == listener) {
                take_in(listener, loop);
                continue;
            }
            if (read(fd, message, sizeof message) <= 0)
                close(fd);
            else if (!greeted[fd])
                greet(fd);
            else
                broadcast(message);
        }
    }
}
