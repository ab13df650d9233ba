// Many WebSocket connections at little cost, driven over standard input.
//
//   load PORT PATH COOKIES      COOKIES: a file with one Cookie header's value a line,
//                               one connection for each line ("-" sends none)
//
// It connects all, reads for a moment what they are told, prints "ready N", and then obeys one
// line at a time:
//
//   say MARK TEXT    the first connection sends TEXT; when every connection has had a text
//                    message that begins with MARK, prints "all SECONDS BYTES", where BYTES is
//                    the size of that message
//   burst MARK SECONDS NTH FILE
//                    line i of FILE goes out on connection i, one after the other within SECONDS
//                    (0: all at once). Every NTH connection (0: none) breaks as soon as its line
//                    is out, comes back at once, resumes from where it was, and sends its line
//                    again. Prints "all SECONDS", then for each connection the milliseconds from
//                    its first sending until a message that begins with MARK came, then "end"
//   heard SECONDS    reads for SECONDS, then prints "heard BYTES FRAMES": what a connection has
//                    received since the last such line, and how many frames of what is ephemeral
//                    and for everybody, if it did not break; both on the average
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

enum { FIRST = 128, LINE = 4096, HANDSHAKES = 64, SETTLING_SECONDS = 2, PATIENCE_SECONDS = 60 };

typedef struct {
    int fd;
    char *cookie;
    int open, ending;  // whether the handshake is over; how much of its end has come
    unsigned char head[14];
    int head_size;
    long long left;     // of the payload; -1 while the head is being read
    long long size;     // of the payload
    char first[FIRST];  // its beginning
    int first_size, opcode;
    long long seen;  // the size of a message that began with the mark; 0 before it came
    double sent, answered;
    char *again;        // what it says once it is back
    char epoch[FIRST];  // this and the next: from where it resumes
    long long known;
    long long bytes, frames;  // heard since the last time they were asked for
    int broke;                // since then
} Peer;

static Peer *peers;
static int count, loop, port, shaking, told;
static const char *path;
static char mark[FIRST];

static const char *OWN = "{\"type\":\"now\",\"set\":{\"me\":";

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

static int begins(const Peer *peer, const char *with) {
    return !strncmp(peer->first, with, strlen(with));
}

static void say_again(Peer *peer) {
    if (!peer->again) return;
    send_frame(peer, 1, peer->again, (int)strlen(peer->again));
    free(peer->again);
    peer->again = 0;
}

// What a browser does with the frames of live.v1, as far as it matters here, and with what
// socket.io wants to hear: that one is there, and still is.
static void frame_done(Peer *peer) {
    if (begins(peer, "0{")) {
        send_frame(peer, 1, "40", 2);
    } else if (peer->size == 1 && begins(peer, "2")) {
        send_frame(peer, 1, "3", 1);
    } else if (begins(peer, "{\"type\":\"welcome\"")) {
        sscanf(peer->first, "{\"type\":\"welcome\",\"epoch\":\"%127[^\"]", peer->epoch);
        say_again(peer);
    } else if (begins(peer, "{\"type\":\"patch\"")) {
        sscanf(peer->first, "{\"type\":\"patch\",\"from\":%*d,\"to\":%lld", &peer->known);
    } else if (begins(peer, "{\"type\":\"now\"") && !begins(peer, OWN)) {
        peer->frames++;
    }
}

static void message_done(Peer *peer) {
    if (peer->opcode == 9) send_frame(peer, 10, peer->first, peer->first_size);
    if (peer->opcode == 8) {
        const unsigned char *code = (const unsigned char *)peer->first;
        fprintf(stderr, "load: the server closed a connection: %d %s\n", code[0] << 8 | code[1],
                peer->first + 2);
        exit(1);
    }
    if (peer->opcode != 1) return;
    frame_done(peer);
    if (!begins(peer, mark)) return;
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

// One byte of the answer to the handshake.
static void shake(Peer *peer, char byte) {
    static const char END[] = "\r\n\r\n";
    if (peer->first_size < FIRST - 1) peer->first[peer->first_size++] = byte;
    peer->ending = byte == END[peer->ending] ? peer->ending + 1 : byte == END[0];
    if (peer->ending < 4) return;
    if (!begins(peer, "HTTP/1.1 101")) fail("the handshake was refused");
    peer->open = 1;
    shaking--;
}

static void feed(Peer *peer, const unsigned char *data, long size) {
    for (; size > 0 && !peer->open; size--) shake(peer, (char)*data++);
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
        if (!peer) {
            told = 1;
            continue;
        }
        long size = read(peer->fd, data, sizeof data);
        if (size == 0 || (size < 0 && errno != EAGAIN)) fail("a connection was lost");
        if (size <= 0) continue;
        peer->bytes += size;
        feed(peer, data, size);
    }
    return n;
}

static void read_until(double then) {
    while (now() < then) poll_all(1);
}

static void open_one(Peer *peer) {
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((unsigned short)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char request[LINE * 2], resume[FIRST * 2] = "";
    int on = 1;
    peer->fd = socket(AF_INET, SOCK_STREAM, 0);
    peer->open = peer->ending = peer->first_size = peer->head_size = 0;
    peer->left = -1;
    if (connect(peer->fd, (void *)&address, sizeof address)) fail(strerror(errno));
    setsockopt(peer->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (peer->epoch[0])
        snprintf(resume, sizeof resume, "?since=%lld&epoch=%s", peer->known, peer->epoch);
    int length = snprintf(request, sizeof request,
                          "GET %s%s HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\n"
                          "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: live.v1\r\n"
                          "Origin: http://localhost:%d\r\nCookie: %s\r\n\r\n",
                          path, resume, port, port, peer->cookie);
    if (write(peer->fd, request, (size_t)length) < 0) fail(strerror(errno));
    fcntl(peer->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
    epoll_ctl(loop, EPOLL_CTL_ADD, peer->fd, &event);
    shaking++;
}

// The lines of a file, one for each connection; of the first file, as many as there are.
static char **read_lines(const char *name) {
    static char line[LINE];
    FILE *file = fopen(name, "r");
    if (!file) fail("cannot read a file");
    while (!peers && fgets(line, sizeof line, file)) count++;
    rewind(file);
    char **lines = calloc((size_t)count, sizeof *lines);
    for (int i = 0; i < count && fgets(line, sizeof line, file); i++) {
        line[strcspn(line, "\n")] = 0;
        lines[i] = strdup(line);
    }
    fclose(file);
    return lines;
}

static void open_all(const char *cookies) {
    char **lines = read_lines(cookies);
    peers = calloc((size_t)count, sizeof *peers);
    for (int i = 0; i < count; i++) {
        peers[i].cookie = lines[i];
        open_one(&peers[i]);
        while (shaking >= HANDSHAKES) poll_all(1000);
    }
    free(lines);
    while (shaking) poll_all(1000);
    read_until(now() + SETTLING_SECONDS);
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

static void come_back(Peer *peer, char *saying) {
    close(peer->fd);
    peer->again = saying;
    peer->broke = 1;
    open_one(peer);
}

static void burst(double seconds, int nth, const char *name) {
    char **lines = read_lines(name);
    while (poll_all(0) > 0) {}  // what they vote on, they have seen
    double since = now();
    for (int i = 0; i < count; i++) {
        read_until(since + seconds * i / count);
        peers[i].sent = now();
        send_frame(&peers[i], 1, lines[i], (int)strlen(lines[i]));
        if (nth && i % nth == nth - 1)
            come_back(&peers[i], lines[i]);
        else
            free(lines[i]);
    }
    free(lines);
    printf("all %.6f\n", wait_for_all(since));
    for (int i = 0; i < count; i++)
        printf("%.3f\n", (peers[i].answered - peers[i].sent) * 1e3);
    printf("end\n");
}

static void heard(double seconds) {
    long long bytes = 0, frames = 0, stayed = 0;
    read_until(now() + seconds);
    for (int i = 0; i < count; i++) {
        bytes += peers[i].bytes;
        frames += peers[i].broke ? 0 : peers[i].frames;
        stayed += !peers[i].broke;
        peers[i].bytes = peers[i].frames = peers[i].broke = 0;
    }
    printf("heard %.1f %.2f\n", (double)bytes / count, (double)frames / (double)stayed);
}

// Nobody is lost because somebody else is measured.
static int listen_for_more(void) {
    for (told = 0; !told;) poll_all(1000);
    return 1;
}

int main(int argc, char **argv) {
    static char line[LINE], of[FIRST];
    int rest, nth;
    double seconds;
    if (argc != 4) fail("load PORT PATH COOKIES");
    setvbuf(stdout, 0, _IOLBF, 0);
    loop = epoll_create1(0);
    struct epoll_event telling = {.events = EPOLLIN};
    epoll_ctl(loop, EPOLL_CTL_ADD, STDIN_FILENO, &telling);
    port = atoi(argv[1]);
    path = argv[2];
    open_all(argv[3]);
    printf("ready %d\n", count);
    while (listen_for_more() && fgets(line, sizeof line, stdin) && strncmp(line, "quit", 4)) {
        line[strcspn(line, "\n")] = 0;
        if (sscanf(line, "say %63s %n", of, &rest) == 1) {
            forget(of);
            say(line + rest);
        } else if (sscanf(line, "burst %63s %lf %d %n", of, &seconds, &nth, &rest) == 3) {
            forget(of);
            burst(seconds, nth, line + rest);
        } else if (sscanf(line, "heard %lf", &seconds) == 1) {
            heard(seconds);
        }
    }
    return 0;
}
