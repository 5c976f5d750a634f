/* feedd: a loopback server that stands for the feeds of the internet, with faults on demand. For tests. */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/feedd/server.h"

static const char usage[] =
	"usage: feedd [--root DIR] [--port N] [--faults FILE] [--log FILE] [--wire FILE] [--tls CERT KEY] [--stay]\n"
	"\n"
	"Serves DIR/HOST/PATH as http://127.0.0.1:N/HOST/PATH and as http://HOST/PATH for clients that are led\n"
	"here. Prints \"port N\" when it is ready; ends on SIGTERM and at the end of its standard input.\n"
	"\n"
	"  --root DIR        the folder of payloads (.)\n"
	"  --port N          the port; 0 takes a free one (0)\n"
	"  --faults FILE     the fault script; read again on SIGHUP\n"
	"  --log FILE        appends a line a request: ms, method, target, status, bytes,\n"
	"                    If-None-Match (yes, no), line of the fault script, User-Agent\n"
	"  --wire FILE       appends every request whole: line, fields, body\n"
	"  --tls CERT KEY    speaks TLS with these PEM files\n"
	"  --stay            does not end with the standard input\n"
	"  --help            this text\n"
	"\n"
	"The folder's names and the fault script's words are explained in tests/feedd/README.md.\n";

static volatile sig_atomic_t stopping, reloading;

static void on_signal(int number)
{
	if (number == SIGHUP)
		reloading = 1;
	else
		stopping = 1;
}

static int port_parse(const char *text, int *port)
{
	char *end;
	errno = 0;
	long n = strtol(text, &end, 10);
	if (end == text || *end || errno || n < 0 || n > 65535)
		return -1;
	*port = (int)n;
	return 0;
}

/* 0, or 2: wrong use; *stay: without the watch on the standard input. */
static int options_read(struct server_options *options, bool *stay, int argc, char **argv)
{
	static const struct option words[] = {
		{ "root", required_argument, NULL, 'r' },
		{ "port", required_argument, NULL, 'p' },
		{ "faults", required_argument, NULL, 'f' },
		{ "log", required_argument, NULL, 'l' },
		{ "tls", required_argument, NULL, 't' },
		{ "stay", no_argument, NULL, 's' },
		{ "wire", required_argument, NULL, 'w' },
		{ "help", no_argument, NULL, 'h' },
		{ 0 },
	};
	for (int c; (c = getopt_long(argc, argv, "h", words, NULL)) != -1;) {
		if (c == 'r')
			options->root = optarg;
		else if (c == 'f')
			options->faults = optarg;
		else if (c == 'l')
			options->log = optarg;
		else if (c == 'w')
			options->wire = optarg;
		else if (c == 's')
			*stay = true;
		else if (c == 't' && optind < argc) {
			options->certificate = optarg;
			options->key = argv[optind++];
		} else if (c == 'h') {
			fputs(usage, stdout);
			exit(0);
		} else if (c != 'p' || port_parse(optarg, &options->port))
			return 2;
	}
	return optind == argc ? 0 : 2;
}

/* Signals come in only while the server waits, so no one is missed. */
static sigset_t signals_prepare(void)
{
	static const int ours[] = { SIGTERM, SIGINT, SIGHUP };
	struct sigaction action = { .sa_handler = on_signal };
	sigset_t blocked, during;
	sigemptyset(&blocked);
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
		sigaddset(&blocked, ours[i]);
		sigaction(ours[i], &action, NULL);
	}
	sigprocmask(SIG_BLOCK, &blocked, &during);
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		sigdelset(&during, ours[i]);
	signal(SIGPIPE, SIG_IGN);
	return during;
}

static int serve(struct server *server, const sigset_t *during, bool watch_input, struct error *err)
{
	for (bool ended = false; !stopping && !ended;) {
		if (server_turn(server, during, watch_input, &ended, err))
			return -1;
		if (reloading) {
			reloading = 0;
			if (server_reload(server, err))
				fprintf(stderr, "feedd: %s; the old script stays\n", err->text);
			else
				puts("reloaded");
			fflush(stdout);
		}
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct server_options options = { .root = "." };
	struct server *server;
	struct error err = { "" };
	bool stay = false;
	if (options_read(&options, &stay, argc, argv)) {
		fputs("feedd: wrong option; see feedd --help\n", stderr);
		return 2;
	}
	sigset_t during = signals_prepare();
	if (server_start(&server, &options, &err)) {
		fprintf(stderr, "feedd: %s\n", err.text);
		return 1;
	}
	printf("port %d\n", server_port(server));
	fflush(stdout);
	int status = serve(server, &during, !stay, &err);
	if (status)
		fprintf(stderr, "feedd: %s\n", err.text);
	server_stop(server);
	return status ? 1 : 0;
}
