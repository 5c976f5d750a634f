#include "tests/feedd/exchange.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "tests/feedd/raw.h"

int exchange_socket(const struct exchange *x)
{
	return MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

void exchange_hold(struct exchange *x, int64_t until_ms)
{
	x->held = true;
	x->wake_ms = until_ms;
	MHD_suspend_connection(x->connection);
}

void exchange_resume(struct exchange *x)
{
	if (!x->held)
		return;
	x->held = false;
	MHD_resume_connection(x->connection);
}

/* How many bytes may go now, between the body's end, a cut and the pace. */
static size_t read_length(const struct exchange *x, size_t size)
{
	size_t end = x->reply.body.length, n = size;
	if (x->fault.truncate >= 0 && (size_t)x->fault.truncate < end)
		end = (size_t)x->fault.truncate;
	if (!x->fault.endless && n > end - x->body_sent)
		n = end - x->body_sent;
	if (x->fault.trickle_bytes && n > (size_t)x->fault.trickle_bytes)
		n = (size_t)x->fault.trickle_bytes;
	return n;
}

static void read_bytes(const struct exchange *x, char *out, size_t n)
{
	const struct buffer *body = &x->reply.body;
	for (size_t i = 0; i < n; i++)
		out[i] = body->length ? body->data[(x->body_sent + i) % body->length] : ' ';
}

ssize_t exchange_read(void *cls, uint64_t position, char *out, size_t size)
{
	(void)position;
	struct exchange *x = cls;
	int64_t now = clock_steady_ms();
	if (x->fault.trickle_bytes && now < x->wake_ms) {
		exchange_hold(x, x->wake_ms);
		return 0;
	}
	size_t n = read_length(x, size);
	if (!n)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	read_bytes(x, out, n);
	x->body_sent += n;
	x->wake_ms = now + x->fault.trickle_ms;
	return (ssize_t)n;
}

/* Past the HTTP library, but through its TLS session. -1: the connection is of no more use. */
static ssize_t raw_write(const struct exchange *x, const char *bytes, size_t length)
{
	const union MHD_ConnectionInfo *tls =
		MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	if (!tls || !tls->tls_session)
		return send(exchange_socket(x), bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
	ssize_t n = gnutls_record_send(tls->tls_session, bytes, length);
	errno = n == GNUTLS_E_AGAIN ? EAGAIN : EPIPE;
	return n < 0 ? -1 : n;
}

static void raw_end(struct exchange *x)
{
	if (x->fault.raw->end == RAW_HOLD) {
		x->wake_ms = INT64_MAX;
		return;
	}
	if (x->fault.raw->end == RAW_RESET)
		raw_reset(exchange_socket(x));
	x->raw_done = true;
	exchange_resume(x);
}

/* One piece; false: no more can go now. */
static bool raw_send_piece(struct exchange *x, int64_t now_ms)
{
	const struct raw_fault *raw = x->fault.raw;
	size_t length = raw->once_length ? raw->once_length : raw->once ? strlen(raw->once) : 0;
	const char *bytes = x->raw_sent < length ? raw->once + x->raw_sent : raw->again;
	if (x->raw_sent >= length && !raw->again) {
		raw_end(x);
		return false;
	}
	ssize_t n = raw_write(x, bytes, x->raw_sent < length ? length - x->raw_sent : strlen(bytes));
	if (n < 0 && errno != EAGAIN && errno != EINTR) {
		x->raw_done = true; /* the client has left */
		exchange_resume(x);
	}
	if (n <= 0)
		return false;
	x->raw_sent += (size_t)n;
	if (x->raw_sent > length)
		x->wake_ms = now_ms + raw->pause_ms;
	return x->wake_ms <= now_ms;
}

void exchange_send_raw(struct exchange *x, int64_t now_ms)
{
	/* Bounded, so that a client that reads as fast as we write does not starve the others. */
	for (int i = 0; i < 1000 && raw_send_piece(x, now_ms); i++)
		;
}

/* A name of this machine, not of a server that we stand for. */
static bool host_is_local(const char *host, size_t length)
{
	static const char *const locals[] = { "127.0.0.1", "localhost", "[" };
	for (size_t i = 0; i < sizeof locals / sizeof *locals; i++)
		if (!strncasecmp(host, locals[i], strlen(locals[i])) && (length == strlen(locals[i]) || *host == '['))
			return true;
	return length == 0;
}

int exchange_find_target(struct exchange *x, const char *host)
{
	const char *uri = x->uri;
	size_t host_length = host ? strcspn(host, ":") : 0;
	char *end = x->target;
	if (!strncasecmp(uri, "http://", 7) || !strncasecmp(uri, "https://", 8))
		uri = strstr(uri, "://") + 3; /* as a proxy is asked */
	else if (*uri++ != '/')
		return -1;
	else if (!host_is_local(host ? host : "", host_length) &&
		 (strncmp(uri, host, host_length) != 0 || uri[host_length] != '/')) {
		if (host_length + 2 > sizeof x->target)
			return -1;
		memcpy(end, host, host_length);
		end += host_length;
		*end++ = '/';
	}
	size_t room = sizeof x->target - (size_t)(end - x->target), length = strcspn(uri, "#");
	if (length >= room)
		return -1;
	memcpy(end, uri, length);
	end[length] = '\0';
	return 0;
}
