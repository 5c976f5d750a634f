#include "tests/feedd/raw.h"

#include <string.h>
#include <sys/socket.h>

static const char noise[] = "\x16\x03\x01\x00\xff\xfe\x00HTTX/9.9 2OO\r\n\x80\x81\x1b[31m\x00\xc3\x28\r\n\r\n{]<";

static const struct raw_fault faults[] = {
	{ .word = "empty", .end = RAW_CLOSE },
	{ .word = "silent", .end = RAW_HOLD },
	{ .word = "reset", .once = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<?xml", .end = RAW_RESET },
	{ .word = "garbage", .once = noise, .once_length = sizeof noise, .end = RAW_CLOSE },
	{ .word = "headers-slow", .once = "HTTP/1.1 200 OK\r\n", .again = "X-Again: 1\r\n", .pause_ms = 1000 },
	{ .word = "headers-endless", .once = "HTTP/1.1 200 OK\r\n", .again = "X-Again: 0123456789abcdef\r\n" },
	{ .word = "headers-half", .once = "HTTP/1.1 200 OK\r\nContent-Type: appl", .end = RAW_CLOSE },
	{ .word = "chunk-broken",
	  .once = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabc",
	  .end = RAW_CLOSE },
};

const struct raw_fault *raw_fault_find(const char *word)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (!strcmp(faults[i].word, word))
			return &faults[i];
	return NULL;
}

void raw_reset(int fd)
{
	/* Disconnecting a connected TCP socket sends RST at once, whoever closes the descriptor later. */
	struct sockaddr nowhere = { .sa_family = AF_UNSPEC };
	(void)connect(fd, &nowhere, sizeof nowhere);
}
