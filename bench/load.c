// Many WebSocket connections at little cost, driven over standard input.
//
//   load PORT PATH COOKIES      COOKIES: a file with one Cookie header's value a line,
//                               one connection for each line ("-" sends none)
//
// It connects all, waits until they have been quiet for a moment, prints "ready N", and then
// obeys one line at a time:
//
//   say MARK TEXT    the first connection sends TEXT; when every connection has had a text
//                    message that begins with MARK, prints "all SECONDS BYTES", where BYTES is
//                    the size of that message
//   burst MARK FILE  line i of FILE goes out on connection i, all at once; prints "all SECONDS",
//                    then for each connection the milliseconds until a message that begins with
//                    MARK came back, then "end"
//   quit
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FIRST = 64, LINE = 4096, PATIENCE_SECONDS = 60 };

typedef struct {
    int fd;
    unsigned char head[14];
    int head_size;
    long long left;     // of the payload; -1 while the head is being read
    long long size;     // of the payload
    char first[FIRST];  // its beginning
    int first_size, opcode;
    long long seen;  // the size of a message that began with the mark; 0 before it came
    double sent, answered;
} Peer;

static Peer *peers;
static int count, loop;
static char mark[FIRST];

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void fail(const char *why) {
    fprintf(stderr, "load: %s\n", why);
    exit(1);
}

static void send_frame(Peer *peer, int opcode, const char *text, int size) {
    static unsigned char frame[1 << 17];
    int head = 2;
    frame[0] = (unsigned char)(0x80 | opcode);
    if (size < 126) {
        frame[1] = (unsigned char)(0x80 | size);
    } else {
        frame[1] = 0x80 | 126;
        frame[2] = (unsigned char)(size >> 8);
        frame[3] = (unsigned char)size;
        head = 4;
    }
    memset(frame + head, 0, 4);  // a mask of zeros leaves the payload as it is
    memcpy(frame + head + 4, text, (size_t)size);
    if (write(peer->fd, frame, (size_t)(head + 4 + size)) < 0) fail(strerror(errno));
}

static void message_done(Peer *peer) {
    if (peer->opcode == 9) send_frame(peer, 10, "", 0);
    if (peer->opcode == 8) fail("the server closed a connection");
    if (peer->opcode != 1 || strncmp(peer->first, mark, strlen(mark))) return;
    peer->seen = peer->size;
    peer->answered = now();
}

static int head_wanted(const Peer *peer) {
    if (peer->head_size < 2) return 2;
    int length = peer->head[1] & 127;
    return length == 126 ? 4 : length == 127 ? 10 : 2;
}

static void head_done(Peer *peer) {
    int length = peer->head[1] & 127;
    peer->opcode = peer->head[0] & 15;
    peer->left = length < 126 ? length : 0;
    for (int i = 2; i < peer->head_size; i++) peer->left = peer->left << 8 | peer->head[i];
    peer->size = peer->left;
    peer->first_size = 0;
    memset(peer->first, 0, FIRST);
}

static void feed(Peer *peer, const unsigned char *data, long size) {
    while (size > 0) {
        if (peer->left < 0) {
            peer->head[peer->head_size++] = *data++;
            size--;
            if (peer->head_size < head_wanted(peer)) continue;
            head_done(peer);
        } else {
            long take = size < peer->left ? size : (long)peer->left;
            for (int i = 0; i < take && peer->first_size < FIRST - 1; i++)
                peer->first[peer->first_size++] = (char)data[i];
            data += take;
            size -= take;
            peer->left -= take;
        }
        if (peer->left == 0) {
            message_done(peer);
            peer->left = -1;
            peer->head_size = 0;
        }
    }
}

// Read what has come; how many connections had something.
static int poll_all(int milliseconds) {
    static unsigned char data[1 << 18];
    struct epoll_event ready[512];
    int n = epoll_wait(loop, ready, 512, milliseconds);
    for (int i = 0; i < n; i++) {
        Peer *peer = ready[i].data.ptr;
        long size = read(peer->fd, data, sizeof data);
        if (size == 0 || (size < 0 && errno != EAGAIN)) fail("a connection was lost");
        if (size > 0) feed(peer, data, size);
    }
    return n;
}

static void open_one(Peer *peer, int port, const char *path, const char *cookie) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((unsigned short)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char request[LINE * 2], answer[LINE];
    int on = 1, size = 0;
    peer->fd = socket(AF_INET, SOCK_STREAM, 0);
    peer->left = -1;
    if (connect(peer->fd, (void *)&address, sizeof address)) fail(strerror(errno));
    setsockopt(peer->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: live.v1\r\n"
                          "Origin: http://localhost:%d\r\nCookie: %s\r\n\r\n",
                          path, port, port, cookie);
    if (write(peer->fd, request, (size_t)length) < 0) fail(strerror(errno));
    while (size < 4 || memcmp(answer + size - 4, "\r\n\r\n", 4)) {
        if (size == LINE || read(peer->fd, answer + size, 1) != 1) fail("no handshake");
        size++;
    }
    if (memcmp(answer, "HTTP/1.1 101", 12)) fail("the handshake was refused");
    fcntl(peer->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
    epoll_ctl(loop, EPOLL_CTL_ADD, peer->fd, &event);
}

static void open_all(int port, const char *path, const char *cookies) {
    static char line[LINE];
    FILE *file = fopen(cookies, "r");
    if (!file) fail("cannot read the cookies");
    while (fgets(line, sizeof line, file)) count++;
    peers = calloc((size_t)count, sizeof *peers);
    rewind(file);
    for (int i = 0; i < count && fgets(line, sizeof line, file); i++) {
        line[strcspn(line, "\n")] = 0;
        open_one(&peers[i], port, path, line);
        if (i % 64 == 63) poll_all(0);
    }
    fclose(file);
    while (poll_all(1000) > 0) {}
}

static double wait_for_all(double since) {
    for (int i = 0; i < count; i++)
        while (!peers[i].seen) {
            poll_all(1000);
            if (now() - since > PATIENCE_SECONDS) fail("not everyone was reached");
        }
    return now() - since;
}

static void forget(const char *of) {
    snprintf(mark, sizeof mark, "%s", of);
    for (int i = 0; i < count; i++) peers[i].seen = 0;
}

static void say(const char *text) {
    double since = now();
    send_frame(&peers[0], 1, text, (int)strlen(text));
    double seconds = wait_for_all(since);
    printf("all %.6f %lld\n", seconds, peers[count - 1].seen);
}

static void burst(const char *name) {
    static char line[LINE];
    FILE *file = fopen(name, "r");
    if (!file) fail("cannot read the messages");
    char **lines = calloc((size_t)count, sizeof *lines);
    for (int i = 0; i < count && fgets(line, sizeof line, file); i++) {
        line[strcspn(line, "\n")] = 0;
        lines[i] = strdup(line);
    }
    fclose(file);
    double since = now();
    for (int i = 0; i < count; i++) {
        peers[i].sent = now();
        send_frame(&peers[i], 1, lines[i], (int)strlen(lines[i]));
        free(lines[i]);
    }
    free(lines);
    printf("all %.6f\n", wait_for_all(since));
    for (int i = 0; i < count; i++)
        printf("%.3f\n", (peers[i].answered - peers[i].sent) * 1e3);
    printf("end\n");
}

int main(int argc, char **argv) {
    static char line[LINE], of[FIRST];
    int rest;
    if (argc != 4) fail("load PORT PATH COOKIES");
    setvbuf(stdout, 0, _IOLBF, 0);
    loop = epoll_create1(0);
    open_all(atoi(argv[1]), argv[2], argv[3]);
    printf("ready %d\n", count);
    while (fgets(line, sizeof line, stdin) && strncmp(line, "quit", 4)) {
        line[strcspn(line, "\n")] = 0;
        if (sscanf(line, "say %63s %n", of, &rest) == 1) {
            forget(of);
            say(line + rest);
        } else if (sscanf(line, "burst %63s %n", of, &rest) == 1) {
            forget(of);
            burst(line + rest);
        }
    }
    return 0;
}
