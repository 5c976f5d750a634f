#include "tests/feedd/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/paths.h"
#include "tests/feedd/exchange.h"

#define PEM_MAX (1 << 16)
#define ANSWER_BLOCK 32768
#define UPLOAD_MAX (1 << 16)

struct server {
	struct MHD_Daemon *daemon;
	const struct server_options *options; /* borrowed until server_stop */
	struct fault_script faults;
	struct exchange *exchanges; /* owned */
	FILE *log, *wire;
	long requests;
	int64_t started_ms;
	int port;
	struct buffer certificate, key;
};

/* One line a request, before its first byte goes out: who has the answer finds the line in the log. */
static void log_write(struct server *s, const struct exchange *x, const char *method, int rule)
{
	if (!s->log)
		return;
	char length[24] = "-", status[24] = "-", line[24] = "-", agent[256] = "-";
	const char *sent = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "User-Agent");
	bool conditional = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "If-None-Match");
	snprintf(agent, sizeof agent, "%s", sent ? sent : "-");
	for (char *c = agent; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = '?';
	if (!x->fault.raw)
		snprintf(status, sizeof status, "%u", x->reply.status);
	if (!x->fault.raw && !x->fault.endless)
		snprintf(length, sizeof length, "%zu", x->reply.body.length);
	if (rule)
		snprintf(line, sizeof line, "%d", rule);
	fprintf(s->log, "%" PRId64 "\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", clock_steady_ms() - s->started_ms, method,
		x->target, status, length, conditional ? "yes" : "no", line, agent);
	fflush(s->log);
}

static enum MHD_Result write_field(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
	(void)kind;
	fprintf(cls, "%s: %s\n", name, value ? value : "");
	return MHD_YES;
}

/* What was sent, for tests that must know what was not. */
static void wire_write(struct server *s, const struct exchange *x, const char *method)
{
	if (!s->wire)
		return;
	fprintf(s->wire, "%s %s\n", method, x->target);
	MHD_get_connection_values(x->connection, MHD_HEADER_KIND, write_field, s->wire);
	fprintf(s->wire, "\n%s\n\n", buffer_text(&x->upload));
	fflush(s->wire);
}

/* Counts the request against the script and makes its answer. */
static int exchange_decide(struct server *s, struct exchange *x, const char *method)
{
	if (exchange_find_target(x, MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Host")))
		return -1;
	const struct fault_rule *rule = fault_script_next(&s->faults, x->target);
	const struct reply_request request = {
		.root = s->options->root,
		.target = x->target,
		.if_none_match = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "If-None-Match"),
		.if_modified_since = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "If-Modified-Since"),
		.accept_encoding = MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, "Accept-Encoding"),
		.fault = rule ? &rule->fault : NULL,
		.number = ++s->requests,
	};
	if (reply_init(&x->reply, &request))
		return -1;
	if (rule)
		x->fault = rule->fault;
	x->decided = true;
	wire_write(s, x, method);
	log_write(s, x, method, rule ? rule->line : 0);
	return 0;
}

static enum MHD_Result exchange_answer(struct exchange *x)
{
	const struct reply *reply = &x->reply;
	bool streamed = reply->body.length || x->fault.endless;
	uint64_t size = x->fault.endless ? MHD_SIZE_UNKNOWN : reply->body.length;
	struct MHD_Response *response =
		streamed ? MHD_create_response_from_callback(size, ANSWER_BLOCK, exchange_read, x, NULL)
			 : MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
	if (!response)
		return MHD_NO;
	for (size_t i = 0; i < reply->header_count; i++)
		MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
	enum MHD_Result result = MHD_queue_response(x->connection, reply->status, response);
	MHD_destroy_response(response);
	return result;
}

/* The library calls once with the headers, then until an answer is queued; MHD_NO closes the connection. */
static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
				  const char *version, const char *upload, size_t *upload_size, void **context)
{
	(void)url, (void)version;
	struct exchange *x = *context;
	if (!x)
		return MHD_NO;
	if (!x->connection) {
		x->connection = connection;
		return MHD_YES;
	}
	if (*upload_size) {
		buffer_append(&x->upload, upload, *upload_size); /* what is too long is of no interest */
		*upload_size = 0;
		return MHD_YES;
	}
	if (x->raw_done)
		return MHD_NO;
	if (!x->decided) {
		if (exchange_decide(cls, x, method))
			return MHD_NO;
		if (x->fault.delay_ms || x->fault.raw) {
			exchange_hold(x, clock_steady_ms() + x->fault.delay_ms);
			return MHD_YES;
		}
	}
	x->wake_ms = 0;
	return exchange_answer(x);
}

static void *on_uri(void *cls, const char *uri, struct MHD_Connection *connection)
{
	(void)connection;
	struct server *s = cls;
	struct exchange *x = calloc(1, sizeof *x);
	if (!x || !(x->uri = strdup(uri))) {
		free(x);
		return NULL;
	}
	x->fault = (struct fault){ .truncate = -1, .cut = -1 };
	buffer_init(&x->upload, UPLOAD_MAX);
	x->next = s->exchanges;
	if (x->next)
		x->next->previous = x;
	s->exchanges = x;
	return x;
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **context,
			 enum MHD_RequestTerminationCode code)
{
	(void)connection, (void)code;
	struct server *s = cls;
	struct exchange *x = *context;
	if (!x)
		return;
	if (x->next)
		x->next->previous = x->previous;
	*(x->previous ? &x->previous->next : &s->exchanges) = x->next;
	reply_release(&x->reply);
	buffer_release(&x->upload);
	free(x->uri);
	free(x);
	*context = NULL;
}

static size_t on_unescape(void *cls, struct MHD_Connection *connection, char *text)
{
	(void)cls, (void)connection;
	return strlen(text);
}

static int listen_local(int *port, struct error *err)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)*port) };
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	socklen_t length = sizeof address;
	int yes = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && !setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) &&
	    !bind(fd, (struct sockaddr *)(void *)&address, length) && !listen(fd, 511) &&
	    !getsockname(fd, (struct sockaddr *)(void *)&address, &length)) {
		*port = ntohs(address.sin_port);
		return fd;
	}
	error_set(err, "cannot listen on 127.0.0.1 port %d: %s", *port, strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

static int daemon_start(struct server *s, struct error *err)
{
	const struct server_options *options = s->options;
	s->port = options->port;
	int fd = listen_local(&s->port, err);
	if (fd < 0)
		return -1;
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, s->certificate.data },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, s->key.data },
		{ MHD_OPTION_END, 0, NULL },
	};
	struct MHD_OptionItem *more = options->certificate ? tls : &tls[2];
	unsigned flags = MHD_ALLOW_SUSPEND_RESUME | (options->certificate ? MHD_USE_TLS : MHD_NO_FLAG);
	s->daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, s, MHD_OPTION_LISTEN_SOCKET, fd,
				     MHD_OPTION_URI_LOG_CALLBACK, on_uri, s, MHD_OPTION_NOTIFY_COMPLETED, on_completed,
				     s, MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, NULL, MHD_OPTION_ARRAY, more,
				     MHD_OPTION_END);
	if (s->daemon)
		return 0;
	close(fd);
	if (options->certificate)
		return error_set(err, "cannot serve TLS with %s and %s", options->certificate, options->key);
	return error_set(err, "cannot start the HTTP server");
}

static int server_prepare(struct server *s, struct error *err)
{
	const struct server_options *options = s->options;
	if (access(options->root, R_OK | X_OK))
		return error_set(err, "cannot read the folder %s: %s", options->root, strerror(errno));
	if (options->faults && fault_script_read(&s->faults, options->faults, err))
		return -1;
	if (options->certificate &&
	    (file_read(options->certificate, &s->certificate, err) || file_read(options->key, &s->key, err)))
		return -1;
	if (options->log && !(s->log = fopen(options->log, "ae")))
		return error_set(err, "cannot write %s: %s", options->log, strerror(errno));
	if (options->wire && !(s->wire = fopen(options->wire, "ae")))
		return error_set(err, "cannot write %s: %s", options->wire, strerror(errno));
	return daemon_start(s, err);
}

int server_start(struct server **out, const struct server_options *options, struct error *err)
{
	struct server *s = calloc(1, sizeof *s);
	if (!s)
		return error_set(err, "out of memory");
	s->options = options;
	s->started_ms = clock_steady_ms();
	buffer_init(&s->certificate, PEM_MAX);
	buffer_init(&s->key, PEM_MAX);
	if (server_prepare(s, err)) {
		server_stop(s);
		return -1;
	}
	*out = s;
	return 0;
}

int server_port(const struct server *s)
{
	return s->port;
}

int server_reload(struct server *s, struct error *err)
{
	struct fault_script script;
	if (!s->options->faults)
		return 0;
	if (fault_script_read(&script, s->options->faults, err))
		return -1;
	fault_script_release(&s->faults);
	s->faults = script;
	return 0;
}

/* Lets go on what was held and is due; gives the steady time of the next. */
static int64_t exchanges_wake(struct server *s, int64_t now)
{
	int64_t next = INT64_MAX;
	bool resumed = false;
	for (struct exchange *x = s->exchanges; x; x = x->next) {
		if (!x->held)
			continue;
		if (x->wake_ms <= now && x->fault.raw)
			exchange_send_raw(x, now);
		else if (x->wake_ms <= now)
			exchange_resume(x);
		resumed = resumed || !x->held;
		if (x->held && x->wake_ms < next)
			next = x->wake_ms;
	}
	if (resumed)
		MHD_run(s->daemon); /* or the library would not watch them in the coming wait */
	return next;
}

/* Until when to wait: the next held exchange, the library's own wish, at most a minute. */
static struct timespec wait_length(struct server *s, int64_t now, int64_t next)
{
	MHD_UNSIGNED_LONG_LONG wish;
	int64_t ms = 60000;
	if (next - now < ms)
		ms = next > now ? next - now : 1; /* a raw fault without a pause waits for room in the socket */
	if (MHD_get_timeout(s->daemon, &wish) == MHD_YES && wish < (MHD_UNSIGNED_LONG_LONG)ms)
		ms = (int64_t)wish;
	return (struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 };
}

int server_turn(struct server *s, const sigset_t *during, bool watch_input, bool *ended, struct error *err)
{
	fd_set readable, writable, failing;
	int highest = 0;
	int64_t now = clock_steady_ms(), next = exchanges_wake(s, now);
	FD_ZERO(&readable);
	FD_ZERO(&writable);
	FD_ZERO(&failing);
	struct timespec wait = wait_length(s, now, next);
	if (MHD_get_fdset(s->daemon, &readable, &writable, &failing, &highest) != MHD_YES)
		return error_set(err, "more connections than select() can watch");
	if (watch_input)
		FD_SET(STDIN_FILENO, &readable);
	int n = pselect(highest + 1, &readable, &writable, &failing, &wait, during);
	if (n < 0 && errno != EINTR)
		return error_set(err, "cannot wait: %s", strerror(errno));
	char byte[64];
	if (n > 0 && watch_input && FD_ISSET(STDIN_FILENO, &readable))
		*ended = read(STDIN_FILENO, byte, sizeof byte) <= 0;
	MHD_run(s->daemon);
	return 0;
}

void server_stop(struct server *s)
{
	/* The library must not be stopped while it leaves a connection alone. */
	for (struct exchange *x = s->exchanges; x; x = x->next) {
		x->raw_done = true;
		x->fault = (struct fault){ .truncate = 0 };
		exchange_resume(x);
	}
	if (s->daemon) {
		MHD_run(s->daemon);
		MHD_stop_daemon(s->daemon);
	}
	if (s->log)
		fclose(s->log);
	if (s->wire)
		fclose(s->wire);
	fault_script_release(&s->faults);
	buffer_release(&s->certificate);
	buffer_release(&s->key);
	free(s);
}
